package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramVersionTest {
    private static String first(String commit) {
        Properties build = new Properties();
        build.setProperty("version", "1.2.3");
        build.setProperty("commit", commit);
        return ProgramVersion.lines(build, System.getProperties())[0];
    }

    @Test
    void the_version_has_the_commit_the_java_and_the_system() {
        Run run = Run.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        build -> assertThat(build)
                                .matches("facebridge \\d+\\.\\d+\\.\\d+\\S*( \\(commit [0-9a-f]{12}(-modified)?\\))?"),
                        java -> assertThat(java)
                                .contains(System.getProperty("java.version"), System.getProperty("java.vendor")),
                        system -> assertThat(system)
                                .contains(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    @Test
    void a_build_in_a_repository_has_its_commit() {
        assertThat(first("0123456789ab")).isEqualTo("facebridge 1.2.3 (commit 0123456789ab)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${build.commit}"})
    void a_build_without_a_repository_or_without_git_has_none(String commit) {
        assertThat(first(commit)).isEqualTo("facebridge 1.2.3");
    }

    @Test
    void a_program_without_a_build_has_an_unknown_version() {
        assertThat(ProgramVersion.lines(new Properties(), System.getProperties())[0])
                .isEqualTo("facebridge (unknown version)");
    }
}
