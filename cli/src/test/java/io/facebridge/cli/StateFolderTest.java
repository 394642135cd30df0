package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where journals lie that have no name. */
class StateFolderTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final Path ELSEWHERE = Path.of("elsewhere").toAbsolutePath();

    private static Path of(String system, Map<String, String> environment) {
        return StateFolder.of(environment, system, HOME).orElseThrow();
    }

    @Test
    void each_system_has_its_own() {
        assertThat(of("Linux", Map.of())).isEqualTo(HOME.resolve(".local/state/facebridge"));
        assertThat(of("Mac OS X", Map.of())).isEqualTo(HOME.resolve("Library/Application Support/facebridge"));
        assertThat(of("Windows 11", Map.of())).isEqualTo(HOME.resolve("AppData/Local/facebridge"));
        assertThat(of("Windows 11", Map.of("LOCALAPPDATA", ELSEWHERE.toString())))
                .isEqualTo(ELSEWHERE.resolve("facebridge"));
    }

    @Test
    void there_is_none_without_a_home_folder_unless_a_variable_names_one() {
        assertThat(StateFolder.of(Map.of(), "Linux", null)).isEmpty();
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", ELSEWHERE.toString()), "Linux", null))
                .contains(ELSEWHERE.resolve("facebridge"));
    }

    @Test
    void an_absolute_xdg_state_home_is_taken_and_a_relative_one_is_not() {
        assertThat(of("Linux", Map.of("XDG_STATE_HOME", ELSEWHERE.toString())))
                .isEqualTo(ELSEWHERE.resolve("facebridge"));
        assertThat(of("Linux", Map.of("XDG_STATE_HOME", "state"))).isEqualTo(HOME.resolve(".local/state/facebridge"));
    }
}
