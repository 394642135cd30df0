package io.facebridge.operations.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.operations.store.LineReader.End;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {
    private static LineReader reading(String content, int longest) {
        return new LineReader(new ByteArrayInputStream(content.getBytes(UTF_8)), longest);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', WHOLE, 0, ''",
        "'a|', a, WHOLE, 2, ''",
        "'a|bcd|', a bcd, WHOLE, 6, ''",
        "'a||', 'a ', WHOLE, 3, ''",
        "'a|bc', a, TORN, 2, bc",
        "'abcd', '', TORN, 0, abcd",
        "'a|bcdef|g|', a, TOO_LONG, 2, ''",
        "'a|bcdef', a, TOO_LONG, 2, ''"
    })
    void lines_end_whole_torn_or_where_one_is_too_long(String content, String lines, End ended, long start, String torn)
            throws IOException {
        LineReader reader = reading(content.replace('|', '\n'), 4);
        List<String> read = new ArrayList<>();
        assertThat(reader.ended()).isEqualTo(End.NOT_YET);
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            read.add(new String(line, UTF_8));
        }

        assertThat(String.join(" ", read)).isEqualTo(lines);
        assertThat(reader.ended()).isEqualTo(ended);
        assertThat(reader.start()).as("where the whole lines end").isEqualTo(start);
        assertThat(new String(reader.torn(), UTF_8)).isEqualTo(torn);
    }

    @Test
    void a_line_has_as_many_bytes_as_are_allowed_and_begins_behind_the_one_before() throws IOException {
        LineReader reader = reading("abcd\n\u00e4bc\n", 4);

        assertThat(reader.next()).isEqualTo("abcd".getBytes(UTF_8));
        assertThat(reader.start()).isZero();
        assertThat(reader.next()).isEqualTo("\u00e4bc".getBytes(UTF_8));
        assertThat(reader.start()).isEqualTo(5);
        assertThat(reader.next()).isNull();
        assertThat(reader.start()).isEqualTo(10);
    }
}
