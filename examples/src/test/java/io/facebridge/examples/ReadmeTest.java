package io.facebridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern FIRST_JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    @Test
    void the_readme_shows_the_code_of_HelloVerify() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String example = Files.readString(Path.of("src/main/java/io/facebridge/examples/HelloVerify.java"));

        Matcher block = FIRST_JAVA_BLOCK.matcher(readme);

        assertThat(block.find()).isTrue();
        assertThat(withoutIndentation(example)).contains(withoutIndentation(block.group(1)));
    }

    /** The README may wrap and indent as it likes; the words are the same. */
    private static String withoutIndentation(String code) {
        return code.lines()
                .map(String::strip)
                .reduce((first, second) -> first + "\n" + second)
                .orElse("");
    }
}
