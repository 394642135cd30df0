package io.facebridge.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessSessions;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.VerifyRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/**
 * The contract of logs: what a provider and its vendor's client log at every level contains no image, no template, no person
 * and no secret. Each kind of call is made once, failing ones too, with values that are searched for in every usual encoding:
 * as they are, in Base64, in hexadecimal digits, in the escapes of a client's byte dumps, and as numbers.
 *
 * <p>The log is the file of slf4j-simple that {@code org.slf4j.simpleLogger.logFile} names, at the level {@code trace}. Records
 * of {@code java.util.logging} are part of it at every level, by jul-to-slf4j. If it does not contain a line of each, it is not
 * searched: the contract fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LogsContract {
    /** A key that the service accepts; as every secret here it has a common prefix, so that other searches find it, too. */
    protected static final String KEY = "secret-key-q7Zx4Lw9";

    /** A token that is used with or instead of a key. */
    protected static final String TOKEN = "secret-token-m3Vt8Rk2";

    private static final String PERSON = "Person_h5Ny2Wc8";
    private static final String SUBJECT = "subject-b9Jd4Gs6";

    /** Logged by SLF4J and by the JDK's logging before the log is read, to check that it contains both. */
    private static final String BY_SLF4J = "line-by-slf4j-x4Pb7Tn2";

    private static final String BY_THE_JDK = "line-by-the-jdk-c8Wm3Fz6";
    private static final Logger JDK = Logger.getLogger(LogsContract.class.getName());
    private static final String LOG = "org.slf4j.simpleLogger.logFile";
    private static final Pattern RECORD =
            Pattern.compile("(?m)^\\[[^\\n]*?\\] (TRACE|DEBUG|INFO|WARN|ERROR) (\\S+) - ");
    private static final int WINDOW = 24;
    private static final int STEP = 499;

    /** More than the minimum size of an image at any service. */
    private static final int NOISE = 4096;

    /** Signature and header chunk of a PNG. */
    private static final int HEADER = 8 + 25;

    private final Map<String, Set<String>> planted = new LinkedHashMap<>();
    private String log = "";

    /** Creates the contract. */
    protected LogsContract() {}

    /**
     * Returns the provider, with {@link #KEY} and, if there is one, {@link #TOKEN} among its secrets.
     *
     * @return always the same one, open
     */
    protected abstract FaceProvider provider();

    /**
     * Returns the same provider for services that reject it, are unreachable or send unusable responses.
     *
     * @return providers that cannot compare; the contract closes them
     */
    protected abstract List<FaceProvider> failing();

    /**
     * Returns two images of one person, and one without a face.
     *
     * @return images of {@link PaintedFaces} with noise in them, unless overridden
     */
    protected List<FaceImage> pictures() {
        return List.of(
                noisy(PaintedFaces.portrait(7, 1)),
                noisy(PaintedFaces.portrait(7, 2)),
                noisy(PaintedFaces.image(320, 240)));
    }

    /**
     * Returns the templates that the service computes from the images.
     *
     * @return those of {@link PaintedFaces} unless overridden
     */
    protected List<FaceTemplate> templates() {
        return List.of(PaintedFaces.template(7, 1), PaintedFaces.template(7, 2));
    }

    /**
     * Completes a session as the person's client and the service would.
     *
     * @param session a new session
     * @param image an image of the person
     */
    protected abstract void complete(LivenessSession session, FaceImage image);

    /**
     * Returns the ids that the service itself assigned to the persons of a gallery.
     *
     * @param gallery a gallery with persons
     * @return none unless overridden
     */
    protected List<String> namesOfPersons(GalleryId gallery) {
        return List.of();
    }

    /**
     * Returns the findings that are permitted in the log.
     *
     * @return each as {@code kind: logger at LEVEL}; all of them must occur
     */
    protected Set<String> permitted() {
        return Set.of();
    }

    /**
     * Returns whether the vendor's client logs at TRACE.
     *
     * @return {@code true} unless overridden
     */
    protected boolean clientLogs() {
        return true;
    }

    /** Runs once, after the subclass has opened what it needs. */
    @BeforeEach
    void work() throws IOException {
        if (!planted.isEmpty()) {
            return;
        }
        Path file = Path.of(Objects.requireNonNull(System.getProperty(LOG), LOG + " is not set"));
        long before = Files.size(file);
        plant("a key", KEY);
        plant("a token", TOKEN);
        plant("a person", PERSON);
        plant("a subject", SUBJECT);
        List<FaceImage> pictures = pictures();
        pictures.forEach(picture -> plant("an image", picture.toByteArray()));
        templates().forEach(this::plant);
        callEverything(pictures.get(0), pictures.get(1), pictures.get(2));
        for (FaceProvider failing : failing()) {
            fails(() -> failing.comparer().compare(pictures.get(0), pictures.get(1)));
            failing.find(FaceGalleries.class)
                    .ifPresent(galleries -> fails(() -> galleries
                            .open(GalleryId.portable("missing"))
                            .enroll(EnrollRequest.of(PersonId.portable(PERSON), pictures.get(0)))));
            failing.close();
        }
        LoggerFactory.getLogger(LogsContract.class).trace(BY_SLF4J);
        JDK.finest(BY_THE_JDK);
        byte[] all = Files.readAllBytes(file);
        log = new String(all, Math.toIntExact(before), Math.toIntExact(all.length - before), ISO_8859_1);
        assertThat(log.contains(BY_SLF4J)).as("the log has what SLF4J logs").isTrue();
        assertThat(log.contains(BY_THE_JDK)).as("the log has what the JDK logs").isTrue();
    }

    private void callEverything(FaceImage one, FaceImage other, FaceImage empty) {
        FaceProvider faces = provider();
        PersonId person = PersonId.portable(PERSON);
        assertThat(faces.detector().detect(one)).hasSize(1);
        faces.comparer().compare(one, other);
        fails(() -> faces.comparer().compare(one, empty));
        faces.find(FaceTemplates.class).ifPresent(templates -> templates.extract(one));
        FaceGallery gallery =
                faces.require(FaceGalleries.class).create(GalleryId.portable("logs-" + UUID.randomUUID()));
        gallery.enroll(EnrollRequest.of(person, List.of(one, other)).withoutQualityGate());
        gallery.awaitSearchable(Duration.ofSeconds(30));
        assertThat(gallery.list()).containsExactly(person);
        namesOfPersons(gallery.id()).forEach(name -> plant("a person's name at the service", name));
        faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(one, gallery.id()));
        FaceVerifier verifier = faces.require(FaceVerifier.class);
        verifier.verify(VerifyRequest.of(one, gallery.id(), person));
        fails(() -> verifier.verify(VerifyRequest.of(empty, gallery.id(), person)));
        gallery.removeFace(person, gallery.find(person).orElseThrow().faces().get(0));
        gallery.remove(person);
        perhaps(() -> gallery.remove(person));
        perhaps(() -> gallery.find(person));
        perhaps(() -> verifier.verify(VerifyRequest.of(one, gallery.id(), person)));
        faces.require(FaceGalleries.class).delete(gallery.id());
        fails(() -> gallery.enroll(EnrollRequest.of(person, one).withoutQualityGate()));
        fails(() -> verifier.verify(VerifyRequest.of(one, gallery.id(), person)));
        faces.find(LivenessSessions.class).ifPresent(sessions -> {
            LivenessSession session = sessions.open(LivenessSessionRequest.forSubject(SUBJECT));
            session.clientToken().ifPresent(token -> plant("a session's token", token));
            complete(session, one);
            sessions.result(session);
        });
    }

    /** The inputs that not every provider rejects. */
    private static void perhaps(Runnable call) {
        assertThat(catchThrowable(call::run))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(FaceBridgeException.class));
    }

    private static void fails(Runnable call) {
        assertThatExceptionOfType(FaceBridgeException.class).isThrownBy(call::run);
    }

    @Test
    void everything_is_logged() {
        assertThat(LoggerFactory.getLogger(LogsContract.class).isTraceEnabled())
                .as("the level is trace")
                .isTrue();
    }

    @Test
    void the_vendors_client_writes_to_the_log() {
        Gate.open(clientLogs(), "the vendor's client logs");
        assertThat(records()).anySatisfy(record -> assertThat(record.logger()).doesNotStartWith("io.facebridge"));
    }

    @Test
    void no_picture_template_person_or_secret_is_logged_but_by_the_loggers_that_are_named() {
        NavigableMap<Integer, Line> records = new TreeMap<>();
        records().forEach(record -> records.put(record.from(), record));
        Set<String> found = new TreeSet<>();
        planted.forEach((kind, writings) -> {
            for (String writing : writings) {
                for (int at = log.indexOf(writing); at >= 0; at = log.indexOf(writing, at + 1)) {
                    Map.Entry<Integer, Line> record = records.floorEntry(at);
                    found.add(kind + ": " + (record == null ? "before all records" : record.getValue()));
                }
            }
        });

        assertThat(found).as("in %s records", records.size()).isEqualTo(permitted());
    }

    private List<Line> records() {
        return RECORD.matcher(log)
                .results()
                .map(record -> new Line(record.start(), record.group(1), record.group(2)))
                .toList();
    }

    private void plant(String kind, String word) {
        byte[] bytes = word.getBytes(ISO_8859_1);
        Set<String> writings = writings(kind);
        writings.add(word);
        writings.addAll(hex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            writings.add(base64(bytes, shift));
        }
    }

    private void plant(String kind, byte[] picture) {
        String encoded = Base64.getEncoder().encodeToString(picture);
        Set<String> writings = writings(kind);
        for (int from = 0; from + WINDOW <= picture.length; from += STEP) {
            byte[] window =
                    ByteBuffer.allocate(WINDOW).put(picture, from, WINDOW).array();
            writings.add(new String(window, ISO_8859_1));
            writings.add(escaped(window));
            writings.add(numbers(window));
            writings.addAll(hex(window));
        }
        for (int from = 0; from + WINDOW <= encoded.length(); from += STEP) {
            writings.add(encoded.substring(from, from + WINDOW));
        }
    }

    private void plant(FaceTemplate template) {
        Set<String> writings = writings("a template");
        for (float component : template.toArray()) {
            String decimal = Float.toString(component);
            if (decimal.length() > 8) {
                writings.add(decimal);
            }
        }
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * template.dimension()).order(order);
            for (float component : template.toArray()) {
                bytes.putFloat(component);
            }
            String encoded = Base64.getEncoder().encodeToString(bytes.array());
            writings.add(encoded.substring(0, Math.min(WINDOW, encoded.length() - 4)));
            writings.addAll(hex(ByteBuffer.allocate(8).put(bytes.array(), 0, 8).array()));
        }
    }

    private Set<String> writings(String kind) {
        return planted.computeIfAbsent(kind, none -> new TreeSet<>());
    }

    private static List<String> hex(byte[] bytes) {
        String digits = HexFormat.of().formatHex(bytes);
        return List.of(digits, digits.toUpperCase(Locale.ROOT));
    }

    /** What is the same in Base64 whatever stands before and behind. */
    private static String base64(byte[] bytes, int shift) {
        byte[] shifted = ByteBuffer.allocate(shift + bytes.length)
                .put(new byte[shift])
                .put(bytes)
                .array();
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return encoded.substring(shift == 0 ? 0 : shift + 1, shifted.length / 3 * 4);
    }

    /** As Apache's clients write bytes. */
    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            if (value == '\r') {
                text.append("[\\r]");
            } else if (value == '\n') {
                text.append("[\\n]");
            } else if (value < ' ' || value == 127) {
                text.append("[0x").append(Integer.toHexString(value & 0xff)).append(']');
            } else {
                text.append((char) value);
            }
        }
        return text.toString();
    }

    private static String numbers(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            text.append(value).append(", ");
        }
        return text.toString();
    }

    /** With a chunk of bytes that no other file holds, between the header of a PNG and the rest. */
    private static FaceImage noisy(byte[] png) {
        byte[] chunk = new byte[4 + NOISE];
        new Random(png.length).nextBytes(chunk);
        System.arraycopy("noIs".getBytes(ISO_8859_1), 0, chunk, 0, 4);
        CRC32 sum = new CRC32();
        sum.update(chunk);
        return FaceImage.of(ByteBuffer.allocate(png.length + NOISE + 12)
                .put(png, 0, HEADER)
                .putInt(NOISE)
                .put(chunk)
                .putInt((int) sum.getValue())
                .put(png, HEADER, png.length - HEADER)
                .array());
    }

    /** Where a record begins, and who wrote it. */
    private record Line(int from, String level, String logger) {
        @Override
        public String toString() {
            return logger + " at " + level;
        }
    }
}
