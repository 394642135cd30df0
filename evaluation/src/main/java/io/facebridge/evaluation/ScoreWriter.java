package io.facebridge.evaluation;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.facebridge.match.ScoreScale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A writer of comparisons into a table that {@link ScoreReader} reads. Use it to store scores that another program
 * computes. Every row is in the file when the call returns. A file with an incomplete last row is continued after its last
 * complete row. Not thread-safe.
 */
public final class ScoreWriter implements AutoCloseable {
    private static final List<String> HEADER = List.of(
            "probe_id",
            "reference_id",
            "probe_subject",
            "reference_subject",
            "score",
            "label",
            "group_probe",
            "group_reference",
            "status",
            "scale");

    private final CsvWriter rows;

    private ScoreWriter(CsvWriter rows) {
        this.rows = rows;
    }

    /**
     * Opens a file to append rows to it. Removes an incomplete last row.
     *
     * @param file the table; created with its header if it does not exist or is empty
     * @return a new writer
     * @throws IOException if the file cannot be opened, read or written
     */
    public static ScoreWriter append(Path file) throws IOException {
        boolean empty = cutAfterLastRow(file) == 0;
        ScoreWriter writer = new ScoreWriter(CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        if (empty) {
            writer.rows.writeRecord(HEADER);
            writer.rows.flush();
        }
        return writer;
    }

    /** A row ends with a line feed, and none of ours has one inside. */
    private static long cutAfterLastRow(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long end = channel.size();
            while (end > 0) {
                last.clear();
                channel.read(last, end - 1);
                if (last.get(0) == '\n') {
                    break;
                }
                end--;
            }
            channel.truncate(end);
            return end;
        }
    }

    /**
     * Writes a comparison. The row is in the file when this method returns.
     *
     * @param pair the comparison, with its names
     * @param scale the scale of its score; {@code null} if unknown or the comparison failed
     * @throws IllegalArgumentException if a name contains a line feed
     * @throws UncheckedIOException if the row cannot be written
     */
    public void write(ScoredPair pair, @Nullable ScoreScale scale) {
        rows.writeRecord(
                name(pair.probeId()),
                name(pair.referenceId()),
                name(pair.probeSubject()),
                name(pair.referenceSubject()),
                pair.status() == PairStatus.OK ? Double.toString(pair.score()) : "",
                pair.label() == PairLabel.MATED ? "mated" : "nonmated",
                name(pair.probeGroup()),
                name(pair.referenceGroup()),
                pair.status() == PairStatus.FTA_REFERENCE
                        ? "fta_ref"
                        : pair.status().name().toLowerCase(Locale.ROOT),
                scale == null ? "" : ScoreSource.inOneWord(scale));
        try {
            rows.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(@Nullable String name) {
        if (name != null && (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0)) {
            throw new IllegalArgumentException("a name must not contain a line feed");
        }
        return name == null ? "" : name;
    }

    /**
     * Closes the file.
     *
     * @throws IOException if the file cannot be closed
     */
    @Override
    public void close() throws IOException {
        rows.close();
    }
}
