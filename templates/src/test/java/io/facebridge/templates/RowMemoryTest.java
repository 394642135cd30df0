package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RowMemoryTest {
    @TempDir
    private Path folder;

    private static float[] read(RowMemory.Floats floats, int row, int dimension) {
        float[] read = new float[dimension];
        Arrays.fill(read, 9);
        floats.read(row, read);
        return read;
    }

    @Test
    void a_row_is_read_as_it_was_written_and_cleared_alone_wherever_it_is_kept() {
        int rows = 100_001; // more than 1 MiB, and no multiple of it
        for (RowMemory.Floats floats : List.of(
                RowMemory.heap().allocate(rows, 3, true),
                RowMemory.mapped(folder).allocate(rows, 3, true),
                RowMemory.mapped(folder).allocate(rows, 3, false))) {
            assertThat(read(floats, 0, 3)).containsExactly(0, 0, 0);
            assertThat(read(floats, rows - 1, 3)).containsExactly(0, 0, 0);
            for (int row = rows - 3; row < rows; row++) {
                floats.write(row, new float[] {row, -row, 0.5f});
            }

            floats.clear(rows - 2, 3);

            assertThat(read(floats, rows - 3, 3)).containsExactly(rows - 3, 3 - rows, 0.5f);
            assertThat(read(floats, rows - 2, 3)).containsExactly(0, 0, 0);
            assertThat(read(floats, rows - 1, 3)).containsExactly(rows - 1, 1 - rows, 0.5f);
            assertThat(read(floats, rows - 4, 3)).containsExactly(0, 0, 0);
        }
    }

    @Test
    void rows_that_are_mapped_from_one_memory_do_not_share_a_file() {
        RowMemory memory = RowMemory.mapped(folder);
        RowMemory.Floats first = memory.allocate(2, 1, true);
        RowMemory.Floats second = memory.allocate(2, 1, true);

        first.write(1, new float[] {1});

        assertThat(read(second, 1, 1)).containsExactly(0);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: an open file can be deleted")
    void a_mapped_file_has_no_name_and_replaces_what_a_process_left_there() throws IOException {
        Path left = Files.writeString(folder.resolve("rows-1.scratch"), "of a process that was killed");

        RowMemory.Floats floats = RowMemory.mapped(folder).allocate(8, 1, true);

        assertThat(left).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(read(floats, 0, 1)).containsExactly(0);
    }

    @Test
    void the_folder_is_used_for_large_galleries_only_and_named_if_there_is_no_room_in_it() {
        Path none = folder.resolve("none");
        RowMemory memory = RowMemory.mapped(none);

        assertThat(read(memory.allocate(1, 1, false), 0, 1)).containsExactly(0);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> memory.allocate(1, 1, true))
                .withMessageContaining("cannot allocate rows in " + none);
    }
}
