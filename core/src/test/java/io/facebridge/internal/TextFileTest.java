package io.facebridge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), text);
    }

    @Test
    void a_byte_order_mark_is_no_text_whether_compressed_or_not() throws IOException {
        Path packed = folder.resolve("list.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("\uFEFFäöü".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(TextFile.read(file("\uFEFFäöü\uFEFF"))).isEqualTo("äöü\uFEFF");
        assertThat(TextFile.read(packed)).isEqualTo("äöü");
        assertThat(TextFile.read(file(""))).isEmpty();
        assertThat(TextFile.read(file("\uFEFF"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, true, UTF-16",
        "UTF-16BE, true, UTF-16",
        "UTF-16LE, false, UTF-16",
        "UTF-16BE, false, UTF-16",
        "UTF-32LE, true, UTF-32",
        "UTF-32BE, true, UTF-32"
    })
    void other_encodings_of_unicode_are_rejected_by_name(String encoding, boolean marked, String name)
            throws IOException {
        Path file = Files.write(
                folder.resolve("list.csv"), ((marked ? "\uFEFF" : "") + "a,b").getBytes(Charset.forName(encoding)));

        assertThatExceptionOfType(UnsupportedEncodingException.class)
                .isThrownBy(() -> TextFile.open(file).close())
                .withMessage("list.csv is in " + name + "; save it as UTF-8");
    }

    @Test
    void what_is_not_utf_8_is_rejected_with_its_line_and_byte_also_where_a_letter_is_cut_off_at_the_end()
            throws IOException {
        Path file = folder.resolve("list.csv");
        byte[] text = "ada\nzoë".getBytes(StandardCharsets.UTF_8);
        Files.write(file, java.util.Arrays.copyOf(text, text.length - 1));

        assertThatExceptionOfType(UnsupportedEncodingException.class)
                .isThrownBy(() -> TextFile.lines(file))
                .withMessageStartingWith("list.csv is not in UTF-8: line 2 has the byte 0xC3")
                .satisfies(e -> assertThat(TextFile.encodingComplaint(new IllegalStateException(e)))
                        .contains(String.valueOf(e.getMessage())));
        assertThatExceptionOfType(UnsupportedEncodingException.class).isThrownBy(() -> TextFile.read(file));
    }

    @Test
    void what_is_not_utf_8_is_rejected_with_its_line_and_byte_where_a_line_begins_too_and_letter_by_letter()
            throws IOException {
        Path file = Files.write(folder.resolve("list.csv"), new byte[] {'a', '\n', (byte) 0xE9, 'b'});

        try (Reader in = TextFile.open(file)) {
            assertThatExceptionOfType(UnsupportedEncodingException.class)
                    .isThrownBy(() -> {
                        while (in.read() >= 0) {
                            // every letter by itself
                        }
                    })
                    .withMessageStartingWith("list.csv is not in UTF-8: line 2 has the byte 0xE9");
        }
        try (Reader in = TextFile.open(file("xy"))) {
            assertThat(in.read()).isEqualTo('x');
            assertThat(in.read()).isEqualTo('y');
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_file_that_is_not_there_is_no_matter_of_encoding() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> TextFile.read(folder.resolve("nowhere")))
                .satisfies(e -> assertThat(TextFile.encodingComplaint(e)).isEmpty());
    }

    @Test
    void the_first_line_is_the_first_with_something_in_it() throws IOException {
        assertThat(TextFile.firstLine(file("\uFEFF\n \t\n a,b \nc"))).isEqualTo("a,b");
        assertThat(TextFile.firstLine(file(" \n"))).isEmpty();
    }

    @Test
    void separators_other_than_commas_have_names() {
        assertThat(TextFile.otherSeparator("a;b").orElseThrow()).startsWith("separates its values with semicolons");
        assertThat(TextFile.otherSeparator("a\tb").orElseThrow()).contains("tabs");
        assertThat(TextFile.otherSeparator("a|b").orElseThrow()).contains("vertical bars");
        assertThat(TextFile.otherSeparator("a b\t")).isEmpty();
        assertThat(TextFile.otherSeparator(";b").orElseThrow()).contains("semicolons");
        assertThat(TextFile.otherSeparator("|b").orElseThrow()).contains("vertical bars");
    }

    @Test
    void what_systems_leave_in_a_folder_of_pictures_does_not_count() throws IOException {
        for (String name :
                List.of("1.JPG", "Thumbs.db", "THUMBS.DB", "desktop.ini", ".DS_Store", "._1.JPG", "notes.txt")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.createDirectory(folder.resolve("__MACOSX"));
        Files.createDirectory(folder.resolve("ada"));

        assertThat(ImageFolder.list(folder))
                .extracting(path -> String.valueOf(path.getFileName()))
                .containsExactly("1.JPG", "ada", "notes.txt");
        assertThat(ImageFolder.isNamedAsImage(folder.resolve("1.JPG"))).isTrue();
        assertThat(ImageFolder.isNamedAsImage(folder.resolve("notes.txt"))).isFalse();
        assertThat(ImageFolder.isNamedAsImage(folder.resolve("ada"))).isFalse();
    }
}
