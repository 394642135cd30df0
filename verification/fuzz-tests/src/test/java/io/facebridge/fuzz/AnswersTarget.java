package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessSessions;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Point;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.Comparison;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.Score;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Answers of a service, through the provider and the vendor's client, with something in the place of the connection. The first byte of an
 * input says what is called, the second to which of its requests the rest is the answer, and with which status; the other
 * requests get what the service would say.
 */
abstract class AnswersTarget implements FuzzTarget {
    static final String SECRET = "secret-key-of-tests";

    private static final GalleryId GALLERY = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final FaceImage PORTRAIT = FaceImage.of(PaintedFaces.portrait(7, 1));
    private static final FaceImage AGAIN = FaceImage.of(PaintedFaces.portrait(7, 2));
    private static final int[] STATUSES = {200, 200, 200, 400, 500, 429, 404};
    private static final int REQUESTS = 6;
    private static final CallPolicy POLICY = CallPolicy.builder()
            .deadline(Duration.ofSeconds(10))
            .maxAttempts(1)
            .noCircuitBreaker()
            .unlimitedRate()
            .build();

    private final List<String> requests = new ArrayList<>();
    private final LivenessSession session;
    private List<Call> calls;
    private FaceProvider faces;
    private int chosen = -1;
    private int status = 200;
    private byte[] body = {};

    AnswersTarget() {
        faces = open(POLICY);
        session = faces.require(LivenessSessions.class).open(LivenessSessionRequest.forSubject("login-17"));
        calls = calls();
    }

    /** Another provider, for what one remembers from an answer must not change what the next input does. */
    private void forget() {
        faces.close();
        faces = open(POLICY);
        calls = calls();
    }

    /** The service's answers to each of its requests. */
    abstract Map<String, String> answers();

    /** What the service says when it refuses. */
    abstract String refusal();

    /** Whether the provider remembers what it was answered. */
    abstract boolean remembers();

    /** Opens the provider. */
    abstract FaceProvider open(CallPolicy policy);

    /** What is answered. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, byte[] body) {}

    /** Something that is asked of the provider. */
    private record Call(boolean reads, Runnable ask) {}

    /** The answer to the request of this name. */
    final Answer answer(String request) {
        requests.add(request);
        return requests.size() - 1 == chosen
                ? new Answer(status, body)
                : new Answer(200, Input.bytes(answers().getOrDefault(request, "{}")));
    }

    @Override
    public final List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int call = 0; call < calls.size(); call++) {
            chosen = -1;
            begin();
            calls.get(call).ask.run();
            List<String> asked = List.copyOf(requests);
            for (int i = 0; i < Math.min(REQUESTS, asked.size()); i++) {
                seeds.add(seed(call, i, answers().getOrDefault(asked.get(i), "{}")));
            }
            seeds.add(seed(call, 3 * REQUESTS, refusal()));
        }
        return seeds;
    }

    private void begin() {
        requests.clear();
        if (remembers()) {
            forget();
        }
    }

    private static byte[] seed(int call, int which, String answer) {
        return Input.join(new byte[] {(byte) call, (byte) which}, Input.bytes(answer));
    }

    @Override
    public final boolean take(byte[] input) {
        int which = Input.choice(input, 1, REQUESTS * STATUSES.length);
        chosen = which % REQUESTS;
        status = STATUSES[which / REQUESTS];
        body = Input.after(input, 2);
        begin();
        Call call = calls.get(Input.choice(input, 0, calls.size()));
        try {
            call.ask.run();
            return true;
        } catch (FaceBridgeException e) {
            assertThat(e).as("seen by no application").isNotInstanceOf(UnusableAnswerException.class);
            assertThat(e.getMessage()).isNotBlank().doesNotContain(SECRET).doesNotContain("failed unexpectedly");
            assertThat(!call.reads || e.effect() == Effect.NONE)
                    .as("a call that only reads changes nothing")
                    .isTrue();
            return false;
        }
    }

    private List<Call> calls() {
        FaceGalleries galleries = faces.require(FaceGalleries.class);
        FaceGallery gallery = galleries.open(GALLERY);
        LivenessSessions sessions = faces.require(LivenessSessions.class);
        DetectOptions everything = new DetectOptions(faces.detector().features(), 100);
        Stream<Runnable> reading = Stream.of(
                () -> faces.detector().detect(PORTRAIT, everything).forEach(AnswersTarget::check),
                () -> check(faces.comparer().compare(PORTRAIT, AGAIN)),
                () -> check(faces.require(FaceVerifier.class).verify(VerifyRequest.of(AGAIN, GALLERY, ADA))),
                () -> faces.require(FaceIdentifier.class)
                        .identify(IdentifyRequest.of(AGAIN, GALLERY))
                        .forEach(found -> {
                            check(found.face());
                            found.candidates().forEach(candidate -> check(candidate.comparison()));
                        }),
                () -> gallery.find(ADA).ifPresent(AnswersTarget::check),
                () -> gallery.list().forEach(id -> assertThat(id.value()).isNotBlank()),
                () -> check(gallery.info()),
                () -> galleries.list().forEach(id -> assertThat(id.value()).isNotBlank()),
                () -> check(sessions.result(session)));
        Stream<Runnable> writing = Stream.of(
                () -> gallery.enroll(EnrollRequest.of(ADA, PORTRAIT).withoutQualityGate())
                        .faces()
                        .forEach(face -> check(face.face())),
                () -> gallery.remove(ADA),
                () -> galleries.create(GALLERY),
                () -> galleries.delete(GALLERY),
                () -> assertThat(sessions.open(LivenessSessionRequest.forSubject("login-17"))
                                .id()
                                .value())
                        .isNotBlank());
        return Stream.concat(reading.map(ask -> new Call(true, ask)), writing.map(ask -> new Call(false, ask)))
                .toList();
    }

    private static void check(Person person) {
        assertThat(person.id()).isEqualTo(ADA);
        assertThat(person.faces()).allSatisfy(face -> assertThat(face.value()).isNotBlank());
    }

    private static void check(GalleryInfo info) {
        assertThat(info.id()).isEqualTo(GALLERY);
        assertThat(info.persons().orElse(0)).isNotNegative();
        assertThat(info.faces().orElse(0)).isNotNegative();
    }

    private static void check(LivenessOutcome outcome) {
        outcome.confidence().ifPresent(AnswersTarget::check);
        outcome.comparison().ifPresent(AnswersTarget::check);
        assertThat(outcome.unreadableAuditImages()).isNotNegative();
    }

    private static void check(Comparison comparison) {
        check(comparison.score());
        comparison.referenceFace().ifPresent(AnswersTarget::check);
        comparison.probeFace().ifPresent(AnswersTarget::check);
    }

    private static void check(Score score) {
        assertThat(score.value()).isBetween(score.scale().min(), score.scale().max());
    }

    private static void check(DetectedFace face) {
        // Vendors draw boxes of faces that are cut by the edge beyond it, but never far.
        requireFinite(
                face.box().left(),
                face.box().top(),
                face.box().right(),
                face.box().bottom());
        assertThat(face.box().left()).isBetween(-4.0, 4.0);
        assertThat(face.box().width()).isBetween(0.0, 4.0);
        assertThat(face.confidence().orElse(0)).isBetween(0.0, 1.0);
        face.landmarks().ifPresent(AnswersTarget::check);
        face.pose().ifPresent(pose -> {
            requireFinite(pose.yaw(), pose.pitch(), pose.roll());
            assertThat(pose.yaw()).isBetween(-360.0, 360.0);
        });
        face.quality().ifPresent(AnswersTarget::check);
        face.attributes().ifPresent(AnswersTarget::check);
    }

    private static void check(Landmarks landmarks) {
        Stream.concat(
                        Stream.of(
                                landmarks.leftEye(),
                                landmarks.rightEye(),
                                landmarks.nose(),
                                landmarks.mouthLeft(),
                                landmarks.mouthRight()),
                        landmarks.contours().values().stream().flatMap(List::stream))
                .forEach(AnswersTarget::check);
    }

    private static void check(Point point) {
        requireFinite(point.x(), point.y());
    }

    private static void check(FaceQuality quality) {
        for (var measure : List.of(quality.faceWidth(), quality.faceHeight(), quality.eyeDistance())) {
            measure.ifPresent(value -> requireFinite(value));
        }
        assertThat(quality.sharpness().orElse(0)).isBetween(0.0, 1.0);
        assertThat(quality.brightness().orElse(0)).isBetween(0.0, 1.0);
    }

    private static void check(FaceAttributes attributes) {
        attributes
                .gaze()
                .ifPresent(gaze -> requireFinite(
                        gaze.value().yaw(),
                        gaze.value().pitch(),
                        gaze.confidence().orElse(0)));
        requireFinite(attributes.emotions().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
        assertThat(attributes.toString()).isNotEmpty();
    }

    private static void requireFinite(double... values) {
        if (!DoubleStream.of(values).allMatch(Double::isFinite)) {
            throw new AssertionError(
                    "a number that is none: " + DoubleStream.of(values).boxed().toList());
        }
    }

    @Override
    public final void close() {
        faces.close();
    }
}
