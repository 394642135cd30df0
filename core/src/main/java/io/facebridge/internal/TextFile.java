package io.facebridge.internal;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of text files that people write, such as tables of scores, lists of persons and calibrations. Text is UTF-8,
 * with or without a byte order mark; any other encoding is an {@link UnsupportedEncodingException} whose message names the file,
 * what was found and the remedy, and never a replacement character. A file may be compressed with gzip. Stateless and
 * thread-safe.
 */
public final class TextFile {
    private static final int BUFFER = 1 << 16;
    private static final int MAX_MARK_LENGTH = 4;
    private static final int[] UTF_8_MARK = {0xEF, 0xBB, 0xBF};
    private static final String REMEDY = "save it as UTF-8";

    private TextFile() {}

    /**
     * Opens a file for reading.
     *
     * @param file a text file, compressed with gzip or not
     * @return its characters without a byte order mark; to be closed. Throws an {@link UnsupportedEncodingException} at the first
     *     bytes that are not UTF-8
     * @throws UnsupportedEncodingException if the file is in UTF-16 or UTF-32
     * @throws IOException if the file cannot be read
     */
    public static Reader open(Path file) throws IOException {
        InputStream in = bytes(file);
        try {
            skipMark(file, in);
            Reader text = new InputStreamReader(
                    in,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            return new Utf8Reader(text, file);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Reads a whole file.
     *
     * @param file a text file
     * @return its text without a byte order mark
     * @throws UnsupportedEncodingException if the file is not in UTF-8
     * @throws IOException if the file cannot be read
     */
    public static String read(Path file) throws IOException {
        try (Reader in = open(file)) {
            StringWriter text = new StringWriter();
            var unused = in.transferTo(text);
            return text.toString();
        }
    }

    /**
     * Reads the lines of a file.
     *
     * @param file a text file
     * @return all lines in their order, blank ones too, without blanks around them; unmodifiable
     * @throws UnsupportedEncodingException if the file is not in UTF-8
     * @throws IOException if the file cannot be read
     */
    public static List<String> lines(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(open(file))) {
            return in.lines().map(TextFile::stripped).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Reads the first line that is not blank.
     *
     * @param file a text file
     * @return the line, without blanks around it; empty if there is none
     * @throws UnsupportedEncodingException if the file is in UTF-16 or UTF-32, or this part of it is not in UTF-8
     * @throws IOException if the file cannot be read
     */
    public static String firstLine(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(open(file))) {
            String line = in.readLine();
            while (line != null && stripped(line).isEmpty()) {
                line = in.readLine();
            }
            return line == null ? "" : stripped(line);
        }
    }

    /**
     * Returns what a row separates its values with, if that is something else than commas.
     *
     * @param row a line, or the only value that was found in it
     * @return what to say of it behind the file's name, with the remedy; empty if there is neither a semicolon nor a tab nor a
     *     vertical bar between two values
     */
    public static Optional<String> otherSeparator(String row) {
        String name = row.indexOf(';') >= 0
                ? "semicolons"
                : row.strip().indexOf('\t') >= 0 ? "tabs" : row.indexOf('|') >= 0 ? "vertical bars" : null;
        return Optional.ofNullable(name)
                .map(separator -> "separates its values with " + separator
                        + "; save it with commas between values and points in decimals");
    }

    /**
     * Finds what an exception says about the encoding of a file.
     *
     * @param thrown what was thrown while a file was read, by this class or around what this class threw
     * @return the message of the {@link UnsupportedEncodingException} among its causes; empty if there is none
     */
    public static Optional<String> encodingComplaint(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof UnsupportedEncodingException) {
                return Optional.ofNullable(each.getMessage());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns a text without blanks around it; a no-break space, which spreadsheets write, is a blank.
     *
     * @param text a text
     * @return the text between the first and the last character that is no blank
     */
    public static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * Returns whether a character around a value does not count.
     *
     * @param c a character
     * @return {@code true} for blanks, tabs and line ends, and for the no-break space
     */
    public static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00A0';
    }

    private static InputStream bytes(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            in.mark(2);
            boolean compressed = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return compressed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Returns the bytes of a file without a UTF-8 byte order mark, for files that are not read as text.
     *
     * @param bytes the first bytes of a file, or all of them
     * @return the bytes after the mark; {@code bytes} itself if it does not begin with one
     */
    public static byte[] withoutMark(byte... bytes) {
        return startsWith(bytes, UTF_8_MARK) ? Arrays.copyOfRange(bytes, UTF_8_MARK.length, bytes.length) : bytes;
    }

    private static void skipMark(Path file, InputStream in) throws IOException {
        in.mark(MAX_MARK_LENGTH);
        byte[] first = in.readNBytes(MAX_MARK_LENGTH);
        in.reset();
        String other = otherUnicode(first);
        if (other != null) {
            throw new UnsupportedEncodingException(file.getFileName() + " is in " + other + "; " + REMEDY);
        }
        if (startsWith(first, UTF_8_MARK)) {
            in.skipNBytes(UTF_8_MARK.length);
        }
    }

    /** By its mark, or by the zeros that every other byte of Latin letters is. */
    private static @Nullable String otherUnicode(byte... first) {
        if (startsWith(first, 0xFF, 0xFE, 0, 0) || startsWith(first, 0, 0, 0xFE, 0xFF)) {
            return "UTF-32";
        }
        if (startsWith(first, 0xFF, 0xFE) || startsWith(first, 0xFE, 0xFF)) {
            return "UTF-16";
        }
        return first.length > 1 && (first[0] == 0) != (first[1] == 0) ? "UTF-16" : null;
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        if (bytes.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[i] != (byte) expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Says where the first bytes are that are not UTF-8. */
    private static UnsupportedEncodingException notUtf8(Path file, CharacterCodingException cause) throws IOException {
        String where = "";
        try (InputStream in = bytes(file);
                BufferedReader latin = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            long number = 0;
            for (String line = latin.readLine(); line != null && where.isEmpty(); line = latin.readLine()) {
                number++;
                int at = firstMalformed(line.getBytes(StandardCharsets.ISO_8859_1));
                if (at >= 0) {
                    where = String.format(Locale.ROOT, ": line %d has the byte 0x%02X", number, (int) line.charAt(at));
                }
            }
        }
        UnsupportedEncodingException e = new UnsupportedEncodingException(file.getFileName() + " is not in UTF-8"
                + where + ", so that it is in Windows-1252 or another older encoding; " + REMEDY);
        e.initCause(cause);
        return e;
    }

    private static int firstMalformed(byte[] line) {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(line.length), true);
        return result.isError() ? bytes.position() : -1;
    }

    /** Says of a file that is not in UTF-8 which one it is, and where. */
    private static final class Utf8Reader extends FilterReader {
        private final Path file;

        Utf8Reader(Reader text, Path file) {
            super(text);
            this.file = Objects.requireNonNull(file, "file");
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (CharacterCodingException e) {
                throw notUtf8(file, e);
            }
        }

        @Override
        public int read(char[] to, int from, int length) throws IOException {
            try {
                return super.read(to, from, length);
            } catch (CharacterCodingException e) {
                throw notUtf8(file, e);
            }
        }
    }
}
