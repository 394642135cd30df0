package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgedTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve(Acknowledged.FILE);
    }

    private void assertDamaged() {
        GalleryStoreException thrown =
                catchThrowableOfType(GalleryStoreException.class, () -> Acknowledged.open(folder, 0));
        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.reason()).isEqualTo(GalleryStoreException.Reason.DAMAGED);
        assertThat(thrown).hasMessageContaining(file().toString());
    }

    @Test
    void a_new_file_has_the_number_of_the_database_and_an_old_one_its_own() throws IOException {
        for (long changes : new long[] {0, 1, 2, 41, 1L << 40}) {
            Files.deleteIfExists(file());
            assertThat(Acknowledged.open(folder, changes).last()).isEqualTo(changes);
            assertThat(Acknowledged.open(folder, 99).last()).isEqualTo(changes);
        }
    }

    @Test
    void the_last_number_is_there_when_the_file_is_opened_again() throws IOException {
        Acknowledged acknowledged = Acknowledged.open(folder, 0);
        for (long changes = 1; changes < 10; changes++) {
            acknowledged.set(changes);
            assertThat(acknowledged.last()).isEqualTo(changes);
            assertThat(Acknowledged.open(folder, 0).last()).isEqualTo(changes);
        }
        acknowledged.set(12);
        assertThat(acknowledged.last())
                .as("two changes that were found at once")
                .isEqualTo(12);
    }

    @Test
    void a_number_that_was_half_written_leaves_the_one_before() throws IOException {
        for (long changes : new long[] {6, 7}) {
            Acknowledged acknowledged = Acknowledged.open(folder, 0);
            acknowledged.set(changes - 1);
            acknowledged.set(changes);
            byte[] whole = Files.readAllBytes(file());
            int place = (int) (changes % 2) * 16;
            for (int at = place; at < place + 16; at++) {
                byte[] torn = whole.clone();
                torn[at] ^= 1;
                Files.write(file(), torn);
                assertThat(Acknowledged.open(folder, 0).last())
                        .as("byte %d of the number %d", at, changes)
                        .isEqualTo(changes - 1);
            }
            Files.delete(file());
        }
    }

    @Test
    void a_file_of_which_no_number_is_whole_or_that_has_another_size_is_damaged() throws IOException {
        Acknowledged acknowledged = Acknowledged.open(folder, 0);
        acknowledged.set(1);
        byte[] whole = Files.readAllBytes(file());
        assertThat(whole).hasSize(32);
        for (int length : new int[] {0, 16, 31, 33}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertDamaged();
        }
        Files.write(file(), new byte[32]);
        assertDamaged();
        whole[0] ^= 1;
        whole[16] ^= 1;
        Files.write(file(), whole);
        assertDamaged();
    }

    @Test
    void the_file_is_the_one_that_earlier_versions_wrote() throws IOException {
        Acknowledged acknowledged = Acknowledged.open(folder, 2);
        acknowledged.set(3);

        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file())))
                .isEqualTo("0200000000000000756f6e6b63614246" + "0300000000000000746f6e6b63614246");
    }
}
