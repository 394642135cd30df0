package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parts of the documentation that the build writes: between {@code <!-- NAME: begin -->} and {@code <!-- NAME: end -->}. */
final class Pages {
    private Pages() {}

    /** Compares a part of a page with what it should be, or writes it with {@code -Dfacebridge.write-docs=true}. */
    static void holds(String page, String name, String expected) throws IOException {
        Path file = CompiledModules.root().resolve(page);
        String begin = "<!-- " + name + ": begin -->\n";
        String end = "<!-- " + name + ": end -->";
        String text = Files.readString(file);
        assertThat(text).as(page).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (Boolean.getBoolean("facebridge.write-docs")) {
            Files.writeString(file, text.substring(0, from) + "\n" + expected + "\n" + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as("%s; run this test with -Dsurefire.jvm.args=-Dfacebridge.write-docs=true to write it", page)
                    .isEqualTo("\n" + expected + "\n");
        }
    }
}
