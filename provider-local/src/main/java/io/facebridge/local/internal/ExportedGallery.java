package io.facebridge.local.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.PersonTemplate;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file written by {@link GalleryFile}. It is completely read, checked and summed before the first template is added. Nothing in
 * it decides how much memory is taken: a text has the length of a template at most, and counts are compared only.
 */
final class ExportedGallery {
    private static final int AT_ONCE = 500;
    /** The first line and the last one, in bytes. */
    private static final int MAX_LINE_LENGTH = 4_096;

    private static final int DEEPEST = 4;

    private final Path file;
    private final LocalSearch search;
    private final JsonFactory json;

    ExportedGallery(Path file, LocalSearch search) {
        this.file = file;
        this.search = search;
        int template = (search.dimension() * Float.BYTES + 2) / 3 * 4;
        json = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Math.max(MAX_LINE_LENGTH, template))
                        .maxNameLength(MAX_LINE_LENGTH)
                        .maxNumberLength(MAX_LINE_LENGTH)
                        .maxNestingDepth(DEEPEST)
                        .build())
                .build();
    }

    /** Adds everything to a gallery, which is made if it is not there; how many persons there are. */
    long addTo(GalleryId gallery, GalleryProgress progress) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw failed(new IOException("it is not a file"));
        }
        try {
            Outline outline = outline();
            read(outline, new Sink() {});
            return add(outline, gallery, progress);
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw damaged(); // the reader's own words quote what is in the file
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private long add(Outline outline, GalleryId gallery, GalleryProgress progress) {
        Adding adding = new Adding(gallery, progress, outline.persons);
        try {
            if (!search.store().galleries().contains(gallery)) {
                search.store().create(gallery);
                adding.began = true;
            }
            read(outline, adding);
            adding.flush();
            progress.at(outline.persons, outline.persons);
            return outline.persons;
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw adding.partial(damaged());
        } catch (FaceBridgeException e) {
            throw adding.partial(e);
        } catch (IOException e) {
            throw adding.partial(failed(e));
        }
    }

    /** Takes what is read. */
    private interface Sink {
        /** One template of a person; those of one person come one after another. */
        default void template(PersonId person, FaceTemplate template) {}

        /** A person is complete. */
        default void person(long done) {}
    }

    /** Puts into a gallery what is read, a few hundred templates at a time. */
    private final class Adding implements Sink {
        private final GalleryId gallery;
        private final GalleryProgress progress;
        private final long persons;
        private final List<PersonTemplate> batch = new ArrayList<>();
        private boolean began;

        Adding(GalleryId gallery, GalleryProgress progress, long persons) {
            this.gallery = gallery;
            this.progress = progress;
            this.persons = persons;
        }

        @Override
        public void template(PersonId person, FaceTemplate template) {
            batch.add(new PersonTemplate(person, template));
        }

        @Override
        public void person(long done) {
            if (batch.size() >= AT_ONCE) {
                flush();
                progress.at(done, persons);
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                search.store().add(gallery, batch);
                began = true;
                batch.clear();
            }
        }

        FaceBridgeException partial(FaceBridgeException e) {
            if (began) {
                e.addEffect(Effect.PARTIAL, "a part of " + file + " may be in the gallery; import it again");
            }
            return e;
        }
    }

    // First and last line

    /** Where the persons' lines are, and what the last line says about them. */
    private record Outline(long head, long end, long persons, String sum) {}

    private Outline outline() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            byte[] first = bytes(channel, 0, (int) Math.min(size, MAX_LINE_LENGTH));
            byte[] last = bytes(channel, Math.max(0, size - MAX_LINE_LENGTH), (int) Math.min(size, MAX_LINE_LENGTH));
            int head = indexOfLineFeed(first) + 1;
            int tail = lastLine(last);
            Map<String, String> begin = fields(text(first, 0, head));
            Map<String, String> end = fields(text(last, tail, last.length));
            if (!GalleryFile.FORMAT.equals(begin.get("format")) || !end.keySet().equals(Set.of("persons", "sha256"))) {
                throw damaged();
            }
            Outline outline = new Outline(
                    head, size - (last.length - tail), count(end.get("persons")), end.getOrDefault("sha256", ""));
            if (outline.end < head) {
                throw damaged();
            }
            require(begin, outline);
            return outline;
        }
    }

    private void require(Map<String, String> head, Outline outline) throws IOException {
        String version = head.getOrDefault("version", "");
        if (!version.equals(Integer.toString(GalleryFile.VERSION))) {
            requireSum(outline);
            if (!version.matches("[0-9]{1,9}")) {
                throw damaged();
            }
            throw new GalleryStoreException(
                    Reason.UNKNOWN_FORMAT,
                    file + " has version " + version + " but this library knows " + GalleryFile.VERSION
                            + "; import it with a newer one",
                    Effect.NONE,
                    null);
        }
        String model = head.getOrDefault("model", "");
        if (model.isBlank()
                || !head.keySet().equals(Set.of("format", "version", "gallery", "model", "vectors"))
                || !GalleryFile.VECTORS.equals(head.get("vectors"))) {
            throw damaged();
        }
        if (!model.equals(search.model())) {
            requireSum(outline);
            throw new IncompatibleScaleException(file + " holds templates of model " + model
                    + " but the galleries here are of " + search.model()
                    + "; import it with the models it was made with, or enroll the persons' images again");
        }
    }

    private void requireSum(Outline outline) throws IOException {
        try (DigestInputStream in = content(0, outline)) {
            in.transferTo(OutputStream.nullOutputStream());
            requireSum(outline, in.getMessageDigest());
        }
    }

    private void requireSum(Outline outline, MessageDigest digest) {
        if (!HexFormat.of().formatHex(digest.digest()).equals(outline.sum)) {
            throw damaged();
        }
    }

    private long count(@Nullable String number) {
        if (number == null || !number.matches("[0-9]{1,18}")) {
            throw damaged();
        }
        return Long.parseLong(number);
    }

    private int lastLine(byte[] bytes) {
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
            throw damaged();
        }
        for (int at = bytes.length - 1; at > 0; at--) {
            if (bytes[at - 1] == '\n') {
                return at;
            }
        }
        throw damaged();
    }

    private int indexOfLineFeed(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        throw damaged();
    }

    private static byte[] bytes(SeekableByteChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        channel.position(from);
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = channel.read(bytes);
        }
        return bytes.array();
    }

    private static String text(byte[] bytes, int from, int to) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .toString();
    }

    /** The texts and numbers of an object that holds nothing else but what a newer version may add. */
    private Map<String, String> fields(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = json.createParser(line)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                parser.skipChildren();
                boolean isPlain = value
                        == (name.equals("persons") || name.equals("version")
                                ? JsonToken.VALUE_NUMBER_INT
                                : JsonToken.VALUE_STRING);
                fields.put(name, isPlain ? parser.getText() : "");
            }
            require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
        }
        return fields;
    }

    // The lines between

    private void read(Outline outline, Sink sink) throws IOException {
        Set<String> names = new HashSet<>();
        try (DigestInputStream in = content(outline.head, outline);
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
                JsonParser parser = json.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                require(token == JsonToken.START_OBJECT && names.size() < outline.persons);
                require(names.add(person(parser, sink)));
                sink.person(names.size());
            }
            require(names.size() == outline.persons);
            requireSum(outline, in.getMessageDigest());
        }
    }

    private String person(JsonParser parser, Sink sink) throws IOException {
        require("person".equals(parser.nextFieldName()) && parser.nextToken() == JsonToken.VALUE_STRING);
        PersonId person = id(parser.getText());
        require("templates".equals(parser.nextFieldName()) && parser.nextToken() == JsonToken.START_ARRAY);
        require(parser.nextToken() == JsonToken.VALUE_STRING);
        do {
            sink.template(person, template(parser.getText()));
        } while (parser.nextToken() == JsonToken.VALUE_STRING);
        require(parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == JsonToken.END_OBJECT);
        return person.value();
    }

    private PersonId id(String text) {
        try {
            return LocalNames.person(new PersonId(text));
        } catch (IllegalArgumentException e) {
            throw damaged(); // its message has the id
        }
    }

    private FaceTemplate template(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            require(bytes.length == search.dimension() * Float.BYTES);
            float[] vector = new float[search.dimension()];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(vector);
            return FaceTemplate.of(search.model(), vector);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private void require(boolean asWritten) {
        if (!asWritten) {
            throw damaged();
        }
    }

    /** The bytes before the last line, from a place on; all of them are summed. */
    private DigestInputStream content(long from, Outline outline) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file);
        boolean opened = false;
        try {
            MessageDigest digest = GalleryFile.sha256();
            digest.update(bytes(channel, 0, (int) from));
            DigestInputStream in =
                    new DigestInputStream(new Beginning(Channels.newInputStream(channel), outline.end - from), digest);
            opened = true;
            return in;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    /** So many bytes of a stream. */
    private static final class Beginning extends FilterInputStream {
        private long left;

        Beginning(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }

    private GalleryStoreException damaged() {
        return new GalleryStoreException(
                Reason.DAMAGED,
                file + " is damaged, cut short or no exported gallery; export it again, or take another copy",
                Effect.NONE,
                null);
    }

    private GalleryStoreException failed(IOException e) {
        return GalleryFile.failed(file + " cannot be read: " + e + "; check its name and permissions", e);
    }
}
