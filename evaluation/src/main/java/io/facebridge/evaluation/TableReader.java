package io.facebridge.evaluation;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.internal.TextFile;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file (RFC 4180, {@link TextFile}) field by field, so that no field becomes an object. Blanks around values do not
 * count, nor do rows without any value.
 */
abstract class TableReader extends AbstractBaseCsvCallbackHandler<Boolean> {
    /** What the fast parser takes for a part of the value. */
    private static final Pattern BLANKS_AROUND_QUOTES = Pattern.compile("(^|[,\\n])[ \\t]+\"|\"[ \\t]+([,\\r\\n]|$)");

    private static final int SAMPLE = 1 << 13;

    private final Path file;
    private @Nullable List<String> names = new ArrayList<>();
    private long line;
    private int columns;
    private boolean isBlank;

    TableReader(Path file) {
        this.file = file;
    }

    /** Receives the first row, without blanks around its names. */
    abstract void header(List<String> names);

    static List<String> inSmallLetters(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Receives one field of a row. */
    abstract void field(int column, char[] text, int from, int length);

    /** Receives the end of a row. */
    abstract void row(long line);

    final void read() {
        try (Reader in = TextFile.open(file);
                CsvReader<Boolean> rows = CsvReader.builder()
                        .allowExtraFields(true) // counted here, where blank rows are known
                        .allowMissingFields(true)
                        .trimWhitespacesAroundQuotes(hasBlanksAroundQuotes())
                        .build(this, in)) {
            for (Boolean row : rows) {
                assert row;
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof FaceBridgeException ours) { // thrown while a row was taken in
                throw ours;
            }
            if (e.getCause() instanceof IOException) {
                throw notReadable(file, e);
            }
            throw names == null ? notATable(e) : noHeader(e);
        } catch (IOException | UncheckedIOException e) {
            throw notReadable(file, e);
        }
        if (names != null) {
            throw new InvalidScoresException(Reason.MALFORMED, file.getFileName() + " is empty; it needs a header row");
        }
    }

    private InvalidScoresException notATable(@Nullable Exception cause) {
        return new InvalidScoresException(
                Reason.MALFORMED,
                file.getFileName() + " is not a table of comma-separated values after line " + line
                        + "; every row needs as many fields as the header",
                cause);
    }

    /** A header of quoted names with something else between them than commas. */
    private InvalidScoresException noHeader(CsvParseException cause) {
        try {
            return TextFile.otherSeparator(TextFile.firstLine(file))
                    .map(said -> new InvalidScoresException(Reason.MALFORMED, file.getFileName() + " " + said, cause))
                    .orElseGet(() -> notATable(cause));
        } catch (IOException e) {
            return notReadable(file, e);
        }
    }

    private boolean hasBlanksAroundQuotes() throws IOException {
        try (Reader in = TextFile.open(file)) {
            char[] sample = new char[SAMPLE];
            int length = 0;
            for (int read = 0; read >= 0 && length < SAMPLE; read = in.read(sample, length, SAMPLE - length)) {
                length += read;
            }
            return BLANKS_AROUND_QUOTES
                    .matcher(CharBuffer.wrap(sample, 0, length))
                    .find();
        }
    }

    /** Says too if it is not in UTF-8. */
    static InvalidScoresException notReadable(Path file, Exception cause) {
        String encoding = TextFile.encodingComplaint(cause).orElse(null);
        if (encoding != null) {
            return new InvalidScoresException(Reason.MALFORMED, encoding, cause);
        }
        return new InvalidScoresException(
                Reason.NOT_READABLE,
                file.getFileName() + " cannot be read; check that it exists, is readable, and is complete",
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
        isBlank = true;
    }

    @Override
    protected void handleField(int column, char[] text, int from, int length, boolean quoted) {
        int start = from;
        int end = from + length;
        while (start < end && TextFile.isBlank(text[start])) {
            start++;
        }
        while (start < end && TextFile.isBlank(text[end - 1])) {
            end--;
        }
        isBlank &= start == end;
        if (names != null) {
            names.add(new String(text, start, end - start));
        } else if (column < columns) {
            field(column, text, start, end - start);
        }
    }

    @Override
    protected Boolean buildRecord() {
        if (isBlank) {
            if (names != null) {
                names.clear();
            }
        } else if (names == null) {
            if (getFieldCount() != columns) {
                throw notATable(null);
            }
            row(line);
        } else {
            if (names.size() == 1) {
                TextFile.otherSeparator(names.get(0)).ifPresent(said -> {
                    throw new InvalidScoresException(Reason.MALFORMED, file.getFileName() + " " + said);
                });
            }
            columns = names.size();
            header(names);
            names = null;
        }
        return true;
    }
}
