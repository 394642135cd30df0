package io.facebridge.local.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.GalleryProgress;
import io.facebridge.match.FaceTemplate;
import io.facebridge.templates.TemplateStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A gallery as a file of lines of JSON: one about the whole, one for each person, and one with the SHA-256 of all bytes before
 * it. {@link ExportedGallery} reads it.
 */
final class GalleryFile {
    static final String FORMAT = "facebridge-gallery";
    static final int VERSION = 1;
    static final String VECTORS = "float32, little-endian, base64";

    private static final JsonFactory JSON = new JsonFactory();

    private GalleryFile() {}

    static long write(TemplateStore store, String model, GalleryId gallery, Path file, GalleryProgress progress) {
        List<PersonId> persons = new ArrayList<>();
        store.persons(gallery).forEach(persons::add);
        boolean made = false;
        boolean complete = false;
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.forFile(file))) {
            made = true;
            long written = write(store, model, gallery, persons, Channels.newOutputStream(channel), progress);
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
            TemplateStore store,
            String model,
            GalleryId gallery,
            List<PersonId> persons,
            OutputStream out,
            GalleryProgress progress)
            throws IOException {
        MessageDigest digest = sha256();
        String head = line(json -> {
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeStringField("gallery", gallery.value());
            json.writeStringField("model", model);
            json.writeStringField("vectors", VECTORS);
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

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static GalleryStoreException failed(String message, IOException cause) {
        return new GalleryStoreException(Reason.NOT_READABLE_OR_WRITABLE, message, Effect.NONE, cause);
    }
}
