package io.facebridge.local;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.image.FaceImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own, for native libraries are loaded once in each. Does what its arguments say and writes a line about each. */
final class NativeChild {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private NativeChild() {}

    /** What a process has said. */
    record Said(int exitCode, List<String> lines, String errors) {}

    @SuppressWarnings("SystemOut") // the process's answers
    public static void main(String[] steps) {
        for (String step : steps) {
            String[] words = step.split(" ", 3);
            System.out.println(words[0] + ' ' + said(() -> run(words)).replace('\n', ' '));
        }
        System.out.flush();
    }

    private interface Step {
        String run() throws Exception;
    }

    private static String said(Step step) {
        try {
            return step.run();
        } catch (FaceBridgeException e) {
            return e.getClass().getSimpleName() + ", effect " + e.effect() + ": " + e.getMessage();
        } catch (Throwable e) { // errors are what the test is about
            return e.toString();
        }
    }

    private static String run(String[] words) {
        switch (words[0]) {
            case "property" -> System.setProperty(words[1], words[2]);
            case "models" -> LocalFaces.create().close();
            case "store" -> {
                try (LocalTemplateStore store =
                        LocalTemplateStore.in(Path.of(words[1])).open()) {
                    return "opened " + store.galleries();
                }
            }
            case "compare" -> {
                try (LocalFaces faces = LocalFaces.create()) {
                    return "scored "
                            + faces.comparer()
                                    .compare(FaceImage.of(Path.of(words[1])), FaceImage.of(Path.of(words[2])))
                                    .score()
                                    .value();
                }
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "done";
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** Runs a command and waits for its end. */
    static Said said(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("child.err");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Said(process.waitFor(), lines, Files.readString(errors, StandardCharsets.ISO_8859_1));
    }
}
