package io.facebridge.local.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.Effect;
import io.facebridge.FaceBridgeException;
import io.facebridge.IncompatibleScaleException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryStoreException;
import io.facebridge.gallery.GalleryStoreException.Reason;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.match.FaceTemplate;
import io.facebridge.spi.DiskFailure;
import io.facebridge.spi.OwnerOnly;
import io.facebridge.spi.templates.PersonTemplate;
import io.facebridge.spi.templates.TemplateStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A gallery as a file of lines of JSON: one about the whole, one for each person, and one with the SHA-256 of all bytes before
 * it.
 */
final class GalleryFile {
    private static final String FORMAT = "facebridge-gallery";
    private static final int VERSION = 1;
    private static final int AT_ONCE = 500;
    private static final JsonFactory JSON = new JsonFactory();

    private GalleryFile() {}

    // Writing

    static long write(TemplateStore store, GalleryId gallery, Path file, GalleryProgress progress) {
        List<PersonId> persons = new ArrayList<>();
        store.persons(gallery).forEach(persons::add);
        boolean made = false;
        boolean complete = false;
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.forFile(file))) {
            made = true;
            long written = write(store, gallery, persons, Channels.newOutputStream(channel), progress);
            channel.force(true);
            complete = true;
            return written;
        } catch (FileAlreadyExistsException e) {
            throw failed("the file " + file + " is there already; choose another name, or delete it", e);
        } catch (IOException e) {
            DiskFailure why = DiskFailure.of(e, file);
            throw new GalleryStoreException(
                    why.full() ? Reason.FULL : Reason.NOT_READABLE_OR_WRITABLE,
                    "the gallery could not be written to " + file + ": " + why.words() + ", or choose another place",
                    Effect.NONE,
                    e);
        } finally {
            if (made && !complete) {
                delete(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("what was begun in " + file + " could not be deleted; delete it", e);
        }
    }

    private static long write(
            TemplateStore store, GalleryId gallery, List<PersonId> persons, OutputStream out, GalleryProgress progress)
            throws IOException {
        MessageDigest digest = sha256();
        Optional<String> model = store.info(gallery).model();
        String head = line(json -> {
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeStringField("gallery", gallery.value());
            if (model.isPresent()) {
                json.writeStringField("model", model.get());
            }
            json.writeStringField("vectors", "float32, little-endian, base64");
        });
        write(head, digest, out);
        long written = 0;
        for (PersonId person : persons) {
            List<FaceTemplate> templates = store.templates(gallery, person);
            if (!templates.isEmpty()) {
                String row = line(json -> {
                    json.writeStringField("person", person.value());
                    json.writeArrayFieldStart("templates");
                    for (FaceTemplate template : templates) {
                        json.writeString(encoded(template));
                    }
                    json.writeEndArray();
                });
                write(row, digest, out);
                written++;
            }
            progress.at(written, Math.max(written, persons.size()));
        }
        long count = written;
        byte[] sum = digest.digest();
        out.write(line(json -> {
                    json.writeNumberField("persons", count);
                    json.writeStringField("sha256", HexFormat.of().formatHex(sum));
                })
                .getBytes(StandardCharsets.UTF_8));
        return written;
    }

    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String line(Fields fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(String line, MessageDigest digest, OutputStream out) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }

    private static String encoded(FaceTemplate template) {
        float[] vector = template.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static FaceTemplate decoded(String model, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(vector);
        return FaceTemplate.of(model, vector);
    }

    // Reading

    static long read(Path file, TemplateStore store, GalleryId gallery, GalleryProgress progress) {
        long persons = verified(file);
        boolean began = false;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String model = head(file, in.readLine());
            if (!store.galleries().contains(gallery)) {
                store.create(gallery);
                began = true;
            }
            long done = 0;
            List<PersonTemplate> batch = new ArrayList<>();
            for (String line = in.readLine(); done < persons; line = in.readLine()) {
                batch.addAll(person(file, model, line));
                done++;
                if (batch.size() >= AT_ONCE || done == persons) {
                    store.add(gallery, batch);
                    began = true;
                    batch.clear();
                    progress.at(done, persons);
                }
            }
            return persons;
        } catch (IncompatibleScaleException e) {
            if (began && store.info(gallery).faces().orElse(1) == 0) {
                store.delete(gallery);
            }
            throw e;
        } catch (FaceBridgeException e) {
            if (began) {
                e.addEffect(Effect.PARTIAL, "a part of " + file + " may be in the gallery; import it again");
            }
            throw e;
        } catch (IOException e) {
            throw failed(file + " cannot be read: " + e + "; check who may read it", e);
        }
    }

    /** Reads the file once for its checksum, and says how many persons it holds. */
    private static long verified(Path file) {
        MessageDigest digest = sha256();
        long lines = 0;
        @Nullable String before = null;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (before != null) {
                    digest.update((before + "\n").getBytes(StandardCharsets.UTF_8));
                    lines++;
                }
                before = line;
            }
        } catch (CharacterCodingException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw failed(file + " cannot be read: " + e + "; check its name and who may read it", e);
        }
        Map<String, String> tail = before == null ? Map.of() : fields(file, before, new ArrayList<>());
        String sum = HexFormat.of().formatHex(digest.digest());
        if (!sum.equals(tail.get("sha256")) || !Long.toString(lines - 1).equals(tail.get("persons"))) {
            throw damaged(file, null);
        }
        return lines - 1;
    }

    private static String head(Path file, @Nullable String line) {
        Map<String, String> head = fields(file, Objects.requireNonNullElse(line, ""), new ArrayList<>());
        if (!FORMAT.equals(head.get("format"))) {
            throw damaged(file, null);
        }
        if (!Integer.toString(VERSION).equals(head.get("version"))) {
            throw new GalleryStoreException(
                    Reason.UNKNOWN_FORMAT,
                    file + " has version " + head.get("version") + " but this library knows " + VERSION
                            + "; import it with a newer one",
                    Effect.NONE,
                    null);
        }
        return head.getOrDefault("model", "unknown");
    }

    private static List<PersonTemplate> person(Path file, String model, @Nullable String line) {
        List<String> vectors = new ArrayList<>();
        String person =
                fields(file, Objects.requireNonNullElse(line, ""), vectors).get("person");
        if (person == null || vectors.isEmpty()) {
            throw damaged(file, null);
        }
        PersonId id = LocalNames.person(new PersonId(person));
        return vectors.stream()
                .map(vector -> new PersonTemplate(id, decoded(model, vector)))
                .toList();
    }

    private static Map<String, String> fields(Path file, String line, List<String> array) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw damaged(file, null);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        array.add(json.getText());
                    }
                } else {
                    fields.put(name, json.getText());
                }
            }
        } catch (IOException e) {
            throw damaged(file, null); // the parser's own words quote what is in the file
        }
        return fields;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static GalleryStoreException damaged(Path file, @Nullable Throwable cause) {
        return new GalleryStoreException(
                Reason.DAMAGED,
                file + " is damaged, cut short or no exported gallery; export it again, or take another copy",
                Effect.NONE,
                cause);
    }

    private static GalleryStoreException failed(String message, IOException cause) {
        return new GalleryStoreException(Reason.NOT_READABLE_OR_WRITABLE, message, Effect.NONE, cause);
    }
}
