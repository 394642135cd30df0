package com.example.consumer;

import io.facebridge.examples.FaceLoginAws;
import io.facebridge.examples.HelloVerify;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Runs the README's code on two pictures of one person, and a login by a cloud's provider on its emulator; looks for what they print. */
public final class ReadmeCodeRuns {
    private static final Pattern SCORE_AND_DECISION = Pattern.compile("0\\.\\d+ MATCH\\R");

    private ReadmeCodeRuns() {}

    /** Without arguments; the system property {@code facebridge.photographs} names the folder of the photographs. */
    public static void main(String[] args) throws Exception {
        String text = printedBy(() -> HelloVerify.main(args));
        if (!SCORE_AND_DECISION.matcher(text).matches()) {
            throw new AssertionError("the README's code should print a score and MATCH but printed \"" + text + "\"");
        }
        String login = printedBy(() -> FaceLoginAws.main(args));
        if (login.lines().noneMatch("login: welcome, ada"::equals)) {
            throw new AssertionError("the login should welcome the person but printed \"" + login + "\"");
        }
        System.out.print(text + login);
    }

    private static String printedBy(Example example) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Example {
        void run() throws Exception;
    }
}
