package io.facebridge.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    @Tag("models")
    void the_demo_finds_22_faces_and_the_person_who_is_in_two_photographs() {
        String printed = printedBy(() -> DemoPhotographs.main(new String[0]));

        assertThat(printed.lines()).containsOnlyOnce("faces: 22");
        assertThat(printed.lines().filter(line -> line.contains("sample1.jpg") && line.contains("sample3.jpg")))
                .first()
                .asString()
                .endsWith("  MATCH");
    }

    @Test
    @Tag("models")
    void hello_verify_matches_one_person_in_two_pictures() {
        String printed = printedBy(() -> HelloVerify.main(new String[0]));

        assertThat(printed.strip()).matches("0\\.\\d+ MATCH");
    }

    @Test
    void a_missing_folder_of_photographs_is_named_with_the_remedy() {
        String folder = System.getProperty("facebridge.photographs");
        System.setProperty("facebridge.photographs", "nowhere");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(Photographs::all)
                    .withMessageContaining("nowhere")
                    .withMessageContaining("-Dwithout-models");
        } finally {
            restore(folder);
        }
    }

    private static void restore(String folder) {
        if (folder == null) {
            System.clearProperty("facebridge.photographs");
        } else {
            System.setProperty("facebridge.photographs", folder);
        }
    }

    private static String printedBy(Runnable example) {
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
}
