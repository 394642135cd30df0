package com.example.consumer;

import io.facebridge.examples.HelloVerify;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Runs the README's code on two pictures of one person and looks for what it has to print. */
public final class ReadmeCodeRuns {
    private static final Pattern SCORE_AND_DECISION = Pattern.compile("0\\.\\d+ MATCH\\R");

    private ReadmeCodeRuns() {}

    /** Without arguments; the system property {@code facebridge.photographs} names the folder of the photographs. */
    public static void main(String[] args) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            HelloVerify.main(args);
        } finally {
            System.setOut(console);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        if (!SCORE_AND_DECISION.matcher(text).matches()) {
            throw new AssertionError("the README's code should print a score and MATCH but printed \"" + text + "\"");
        }
        console.print(text);
    }
}
