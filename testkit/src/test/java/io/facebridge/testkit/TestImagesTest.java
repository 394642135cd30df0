package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestImagesTest {
    @Test
    void say_which_one_is_missing_and_where_it_comes_from(@TempDir Path empty) {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestImages.in(empty))
                .withMessageContaining(empty.resolve("sample1.jpg").toString())
                .withMessageContaining("local-models");
    }
}
