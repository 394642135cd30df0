package io.facebridge.tuning;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.facebridge.FaceBridgeException;
import io.facebridge.InvalidScoresException;
import io.facebridge.InvalidScoresException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a CSV file (RFC 4180, UTF-8, compressed or not) field by field, so that no field becomes an object. */
abstract class TableReader extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final Path file;
    private @Nullable List<String> names = new ArrayList<>();
    private long line;

    TableReader(Path file) {
        this.file = file;
    }

    /** The first row, without blanks around its names. */
    abstract void header(List<String> names);

    static List<String> inSmallLetters(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** One field of a row. */
    abstract void field(int column, char[] text, int from, int length);

    /** The row is complete. */
    abstract void row(long line);

    final void read() {
        try (InputStream in = open(file);
                CsvReader<Boolean> rows =
                        CsvReader.builder().detectBomHeader(true).build(this, in, StandardCharsets.UTF_8)) {
            for (Boolean row : rows) {
                assert row;
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof FaceBridgeException ours) { // thrown while a row was taken in
                throw ours;
            }
            throw new InvalidScoresException(
                    Reason.MALFORMED,
                    file.getFileName() + " is not a table of comma-separated values after line " + line
                            + "; every row needs as many fields as the header",
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw notReadable(file, e);
        }
        if (names != null) {
            throw new InvalidScoresException(Reason.MALFORMED, file.getFileName() + " is empty; it needs a header row");
        }
    }

    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean compressed = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return compressed ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    static InvalidScoresException notReadable(Path file, Exception cause) {
        return new InvalidScoresException(
                Reason.NOT_READABLE,
                file.getFileName() + " cannot be read; check that it is there, may be read, and is complete",
                cause);
    }

    final InvalidScoresException malformed(long at, String what) {
        return new InvalidScoresException(Reason.MALFORMED, "line " + at + " of " + file.getFileName() + " " + what);
    }

    final InvalidScoresException malformedHeader(String what) {
        return new InvalidScoresException(Reason.MALFORMED, "the header of " + file.getFileName() + " " + what);
    }

    final String fileName() {
        return String.valueOf(file.getFileName());
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
    }

    @Override
    protected void handleField(int column, char[] text, int from, int length, boolean quoted) {
        if (names == null) {
            field(column, text, from, length);
        } else {
            names.add(new String(text, from, length).strip());
        }
    }

    @Override
    protected Boolean buildRecord() {
        if (names == null) {
            row(line);
        } else {
            header(names);
            names = null;
        }
        return true;
    }
}
