package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldPathsTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private Object key = "";

    @BeforeEach
    void write_a_file() throws IOException {
        file = Files.writeString(folder.resolve("log"), "content");
        key = HeldPaths.contentKeyOf(file);
    }

    @AfterEach
    void release() {
        HeldPaths.release(Set.of(key));
    }

    private RandomAccessFile descriptor(boolean isWritable) throws IOException {
        return new RandomAccessFile(file.toFile(), isWritable ? "rw" : "r");
    }

    private static boolean isOpen(RandomAccessFile descriptor) throws IOException {
        return descriptor.getFD().valid();
    }

    @Test
    void all_keys_are_held_or_none() {
        assertThat(HeldPaths.hold(Set.of(key))).isTrue();
        assertThat(HeldPaths.hold(Set.of(key, "other"))).isFalse();
        assertThat(HeldPaths.hold(Set.of("other"))).isTrue();
        HeldPaths.release(Set.of("other", "never held"));
        HeldPaths.release(Set.of(key));
        assertThat(HeldPaths.hold(Set.of(key))).isTrue();
    }

    @Test
    void a_descriptor_of_a_held_file_stays_open_and_is_taken_once_for_the_same_use() throws IOException {
        RandomAccessFile reader = descriptor(false);
        RandomAccessFile writer = descriptor(true);
        assertThat(HeldPaths.hold(Set.of(key))).isTrue();
        HeldPaths.addIdle(key, new HeldPaths.Idle(reader, false));

        assertThat(HeldPaths.take(key, true)).isNull();
        HeldPaths.addIdle(key, new HeldPaths.Idle(writer, true));
        assertThat(isOpen(reader)).isTrue();
        assertThat(isOpen(writer)).isTrue();
        assertThat(HeldPaths.take(key, true)).isSameAs(writer);
        assertThat(HeldPaths.take(key, true)).isNull();
        assertThat(HeldPaths.take(key, false)).isSameAs(reader);
        assertThat(HeldPaths.take(key, false)).isNull();
        reader.close();
        writer.close();
    }

    @Test
    void the_release_of_a_file_closes_its_idle_descriptors() throws IOException {
        RandomAccessFile reader = descriptor(false);
        assertThat(HeldPaths.hold(Set.of(key))).isTrue();
        HeldPaths.addIdle(key, new HeldPaths.Idle(reader, false));
        HeldPaths.release(Set.of(key));

        assertThat(isOpen(reader)).isFalse();
        assertThat(HeldPaths.take(key, false)).isNull();
    }

    @Test
    void a_descriptor_of_a_file_that_is_not_held_is_closed() throws IOException {
        RandomAccessFile reader = descriptor(false);
        HeldPaths.addIdle(key, new HeldPaths.Idle(reader, false));

        assertThat(isOpen(reader)).isFalse();
        assertThat(HeldPaths.take(key, false)).isNull();
    }

    @Test
    void a_file_without_a_key_of_the_system_is_known_by_its_real_path_and_its_descriptors_are_closed()
            throws IOException {
        Path zip = folder.resolve("files.zip");
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = Files.writeString(files.getPath("/log"), "content");
            Object byName = HeldPaths.contentKeyOf(inside);
            assertThat(HeldPaths.keyOf(files.getPath("/./log"))).isEqualTo(inside.toRealPath());
            assertThat(byName)
                    .isEqualTo(HeldPaths.contentKeyOf(files.getPath("/./log")))
                    .isNotEqualTo(inside.toRealPath());

            RandomAccessFile reader = descriptor(false);
            assertThat(HeldPaths.hold(Set.of(byName))).isTrue();
            HeldPaths.addIdle(byName, new HeldPaths.Idle(reader, false));
            assertThat(isOpen(reader)).isFalse();
            assertThat(HeldPaths.take(byName, false)).isNull();
            HeldPaths.release(Set.of(byName));
        }
    }

    @Test
    void every_name_of_a_file_has_one_key() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(HeldPaths.keyOf(link)).isEqualTo(HeldPaths.keyOf(file));
        assertThat(HeldPaths.contentKeyOf(link)).isEqualTo(key).isNotEqualTo(HeldPaths.keyOf(file));
    }
}
