package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.fuzz.FuzzTarget;
import io.facebridge.fuzz.Input;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.PersonTemplate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Exported galleries, with the checksum as it is and made right, imported into a new gallery and into one that is there. */
public final class ExportTarget implements FuzzTarget {
    private static final String MODEL = "model-1";
    private static final int DIMENSION = 4;
    private static final GalleryId COPY = new GalleryId("copy");
    private static final GalleryId FULL = new GalleryId("full");
    private static final String TAIL = "{\"persons\":";

    private final Path file;
    private final Path exported;
    private final LocalTemplateStore store = LocalTemplateStore.inMemory().open();
    private final LocalSearch search;

    /** Writes inputs into this folder. */
    public ExportTarget(Path folder) {
        file = folder.resolve("in.gallery");
        exported = folder.resolve("out.gallery");
        ScoreScale scale = ScoreScale.of(new ProviderId("local"), MODEL, ScoreScale.Operation.COMPARE, -1, 1);
        store.bind(MODEL, DIMENSION);
        search = withoutNetworks(store, scale);
    }

    /** Importing asks nothing of the networks. */
    @SuppressWarnings("NullAway")
    private static LocalSearch withoutNetworks(LocalTemplateStore store, ScoreScale scale) {
        return new LocalSearch(store, null, new LocalFaceTemplates(null, scale), DIMENSION, PersonScoring.BEST, true);
    }

    private static String template(float... vector) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * DIMENSION).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
    }

    @Override
    public List<byte[]> seeds() {
        String head = "{\"format\":\"facebridge-gallery\",\"version\":1,\"gallery\":\"staff\",\"model\":\"model-1\","
                + "\"vectors\":\"float32, little-endian, base64\"}\n";
        String ada = "{\"person\":\"ada\",\"templates\":[" + template(1, 0, 0, 0) + "]}\n";
        String bob = "{\"person\":\"bob\",\"templates\":[" + template(0, 0.6f, 0.8f, 0) + "," + template(0, 0, 0, -1)
                + "]}\n";
        return List.of(
                sealed(head, 0),
                sealed(head + ada, 1),
                sealed(head + ada + bob, 2),
                sealed(head.replace("\"version\":1", "\"version\":2") + ada, 1),
                sealed(head.replace("model-1", "model-2") + ada, 1));
    }

    private static byte[] sealed(String content, int persons) {
        var digest = GalleryFile.sha256();
        String sum = HexFormat.of().formatHex(digest.digest(Input.bytes(content)));
        return Input.bytes(content + TAIL + persons + ",\"sha256\":\"" + sum + "\"}\n");
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        String text = Input.text(input);
        int at = text.lastIndexOf(TAIL);
        if (at <= 0) {
            return isImported(input);
        }
        String content = text.substring(0, at);
        int persons = (int) content.lines().count() - 1;
        boolean asItIs = isImported(input);
        boolean sealed = isImported(sealed(content, Math.max(0, persons)));
        return asItIs || sealed;
    }

    private boolean isImported(byte[] input) throws IOException {
        Files.write(file, input);
        store.create(FULL);
        var unused = store.add(
                FULL, List.of(new PersonTemplate(new PersonId("ada"), FaceTemplate.of(MODEL, new float[] {1, 0, 0, 0
                }))));
        try {
            boolean intoNew = isImported(COPY);
            boolean intoFull = isImported(FULL);
            assertThat(intoNew).isEqualTo(intoFull);
            if (!intoNew) {
                assertThat(store.galleries()).containsExactly(FULL);
                GalleryInfo full = store.info(FULL);
                assertThat(full.persons()).hasValue(1);
                assertThat(full.faces()).hasValue(1);
                return false;
            }
            checkCopy();
            return true;
        } finally {
            store.delete(COPY);
            store.delete(FULL);
        }
    }

    private boolean isImported(GalleryId into) {
        try {
            long persons = new ExportedGallery(file, search).addTo(into, GalleryProgress.NONE);
            assertThat(store.info(into).persons().orElseThrow()).isGreaterThanOrEqualTo(persons);
            return true;
        } catch (GalleryStoreException | IncompatibleScaleException e) {
            assertThat(e.effect()).isEqualTo(Effect.NONE);
            assertThat(e).hasMessageContaining(file.toString());
            return false;
        }
    }

    /** What was imported is exported and imported again, and is the same. */
    private void checkCopy() throws IOException {
        Files.deleteIfExists(exported);
        long persons = GalleryFile.write(store, MODEL, COPY, exported, GalleryProgress.NONE);
        GalleryId again = new GalleryId("again");
        try {
            assertThat(new ExportedGallery(exported, search).addTo(again, GalleryProgress.NONE))
                    .isEqualTo(persons);
            for (PersonId person : store.persons(COPY)) {
                List<FaceTemplate> templates = store.templates(COPY, person);
                assertThat(store.templates(again, person)).isEqualTo(templates);
                for (FaceTemplate template : templates) {
                    assertThat(template.cosine(template)).isBetween(0.999, 1.001);
                }
            }
        } finally {
            store.delete(again);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
