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
 * Writes comparisons into a table that {@link ScoreReader} reads, row by row: what was written is in the file when the call
 * returns, and a file that was broken off in the middle of a row is taken up after its last whole row. Not thread-safe.
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
     * Opens a file to write behind what is in it.
     *
     * @param file the table; made with its header if it is not there or empty
     * @return the writer
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
     * Writes a comparison.
     *
     * @param pair the comparison, with its names
     * @param scale the scale its score is on; {@code null} if unknown or the comparison failed
     * @throws IllegalArgumentException if a name has a line feed
     * @throws UncheckedIOException if the file cannot be written
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
            throw new IllegalArgumentException("a name must not have a line feed in it");
        }
        return name == null ? "" : name;
    }

    /**
     * Closes the file.
     *
     * @throws IOException if it cannot be written
     */
    @Override
    public void close() throws IOException {
        rows.close();
    }
}
