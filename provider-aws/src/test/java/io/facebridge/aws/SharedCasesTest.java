package io.facebridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.Landmarks;
import io.facebridge.face.Point;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.match.Candidate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import io.facebridge.testkit.PaintedFaces;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.UserStatus;

/** Each shared case of an answer that was read wrongly, with the value that the case states. */
class SharedCasesTest {
    private static final GalleryId GALLERY = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final String REQUEST_ID = "0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f";
    private static final String EMULATORS = "15-emulators";
    private static final String BOX = "\"BoundingBox\":{\"Width\":0.5,\"Height\":0.5,\"Left\":0.1,\"Top\":0.1}";
    private static final String NO_USERS_FOUND =
            "{\"FaceModelVersion\":\"7.0\",\"UserMatches\":[],\"UnsearchedFaces\":[],"
                    + "\"SearchedFace\":{\"FaceDetail\":{" + BOX + ",\"Confidence\":99.0}}}";
    private static final String NO_USERS = "{\"FaceCount\":20,\"UserCount\":0,\"FaceModelVersion\":\"7.0\"}";
    private static final String INDEXED = "{\"FaceModelVersion\":\"7.0\",\"FaceRecords\":[{\"Face\":{"
            + "\"FaceId\":\"35ebbb41-7f67-2222-bfee-1a2b3c4d5e6f\"," + BOX + "}}]}";

    private final FaceImage blank = blank();
    private Path folder;
    private CannedService service;
    private AwsFaces faces;

    @BeforeEach
    void open() {
        folder = Path.of(System.getProperty("facebridge.shared", "none"), "cases", "vendor-answers");
        assumeTrue(Files.isDirectory(folder), "shared folder missing: cases");
        service = AwsClients.cannedService();
        faces = faces(service.endpoint(), Duration.ofSeconds(20));
    }

    private static AwsFaces faces(URI endpoint, Duration deadline) {
        return AwsClients.faces(endpoint)
                .minLivenessConfidence(80)
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .deadline(deadline)
                        .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        if (faces != null) {
            faces.close();
            service.close();
        }
    }

    @Test
    void every_shared_case_of_this_service_has_a_check() throws IOException {
        TreeSet<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(SharedCasesTest::isAboutAws)
                    .forEach(file -> there.add(file.getFileName().toString().replace(".json", "")));
        }

        there.remove(EMULATORS);
        assertThat(names()).containsExactlyElementsOf(there);
    }

    private static boolean isAboutAws(Path file) {
        return file.getFileName().toString().contains("-aws-")
                || read(file).field("aws").isPresent()
                || read(file)
                        .field("got")
                        .filter(JsonNode::isObject)
                        .flatMap(got -> got.field("aws"))
                        .isPresent();
    }

    static List<String> names() {
        return List.of(
                "01-aws-deletefaces-unsuccessful-ignored",
                "03-aws-scores-not-vendor-decimal",
                "05-broken-reference-picture",
                "07-aws-faces-without-external-id",
                "09-unusable-answers-lose-the-request-id",
                "10-aws-associate-refusal-without-provider-error",
                "11-aws-comparison-landmarks-dropped",
                "12-aws-one-degenerate-box-refuses-all");
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_answer_is_read_as_the_shared_case_states(String name) {
        JsonNode shared = read(folder.resolve(name + ".json"));
        switch (name.substring(0, 2)) {
            case "01" -> whatIsNotDeletedIsReported(shared);
            case "03" -> scoresAreTheVendorsNumbers(shared);
            case "05" -> aBrokenPictureLeavesTheDecision(shared);
            case "07" -> facesWithoutAnExternalIdAreVisible(shared);
            case "09" -> anUnusableAnswerHasItsRequestId(shared);
            case "10" -> aRefusalHasItsReasons(shared);
            case "11" -> landmarksAreMapped(shared);
            case "12" -> theOtherFaceIsAnswered(shared);
            default -> throw new IllegalStateException(name);
        }
    }

    // 01

    private void whatIsNotDeletedIsReported(JsonNode shared) {
        Effect effect = Effect.valueOf(found("effect ([A-Z]+)", text(shared, "expected")));
        boolean complete = !text(shared, "expected").contains("receipt not complete");
        JsonNode payload = member(shared, "payload");
        String reason = text(item(payload, "UnsuccessfulFaceDeletions", 0), "Reasons", 0);
        FaceId face = new FaceId(text(item(payload, "UnsuccessfulFaceDeletions", 0), "FaceId"));
        String listed = "{\"Faces\":[{\"FaceId\":\"" + face.value()
                + "\",\"UserId\":\"ada\",\"ExternalImageId\":\"ada\"," + BOX + "}]}";
        service.with("ListCollections", "{\"CollectionIds\":[\"staff\"]}")
                .with("ListUsers", "{\"Users\":[]}")
                .with("DescribeCollection", "{\"FaceCount\":1,\"UserCount\":1,\"FaceModelVersion\":\"7.0\"}")
                .with("SearchUsersByImage", NO_USERS_FOUND)
                .with("ListFaces", listed)
                .with("DeleteFaces", payload.toString());
        faces.galleries().open(GALLERY).info(); // so that the deadline is not spent on loading classes
        try (AwsFaces hasty = faces(service.endpoint(), Duration.ofSeconds(2))) {
            FaceGallery gallery = hasty.galleries().open(GALLERY);
            assertUnfinished(
                    catchThrowableOfType(FaceBridgeException.class, () -> gallery.remove(ADA)), effect, reason);
            assertThat(service.requests())
                    .as("it is waited for")
                    .filteredOn("DeleteFaces"::equals)
                    .hasSizeGreaterThan(1);
            assertUnfinished(
                    catchThrowableOfType(FaceBridgeException.class, () -> gallery.removeFace(ADA, face)),
                    effect,
                    reason);
            assertThat(service.requests()).as("the user goes last").doesNotContain("DeleteUser");

            Erasure erasure = Erasure.of(hasty);
            ErasureReceipt receipt = erasure.erase(ADA, blank);
            assertThat(receipt.complete()).isEqualTo(complete);
            assertThat(receipt.unverifiedGalleries().get(0).reason()).contains(effect.name(), reason, REQUEST_ID);

            service.with("ListFaces", "{\"Faces\":[]}")
                    .with("DeleteFaces", "{\"DeletedFaces\":[\"" + face.value() + "\"]}");
            ErasureReceipt resumed = erasure.resume(ErasureReceipt.parse(receipt.toJson()), blank);
            assertThat(resumed.complete()).as(resumed.toText()).isTrue();
        }
    }

    private static void assertUnfinished(FaceBridgeException thrown, Effect effect, String reason) {
        assertThat(thrown).as("the failure").isNotNull();
        assertThat(thrown.effect()).isEqualTo(effect);
        assertThat(thrown.retryable()).isTrue();
        assertThat(thrown.providerError().orElseThrow().code()).isEqualTo(reason);
        assertThat(thrown.providerError().orElseThrow().requestId()).isEqualTo(REQUEST_ID);
        assertThat(thrown.getMessage()).contains(reason).doesNotContain("ada");
    }

    // 03

    private void scoresAreTheVendorsNumbers(JsonNode shared) {
        for (JsonNode example : member(shared, "examples").asArray()) {
            String vendor = example.asArray().get(0).asNumber();
            Score score = similarity(vendor);

            assertThat(score.value()).isEqualTo(Double.parseDouble(vendor));
            assertThat(decided(Double.parseDouble(vendor), score)).isEqualTo(Outcome.MATCH);
            double shortForm = Double.parseDouble(example.asArray().get(1).asNumber());
            assertThat(decided(shortForm, score))
                    .isEqualTo(score.value() >= shortForm ? Outcome.MATCH : Outcome.NO_MATCH);
        }
        for (String threshold : member(shared, "got_threshold").asObject().keySet()) {
            double set = Double.parseDouble(found("Threshold ([0-9.]+)", threshold));
            String vendor = threshold.contains("same") ? Double.toString(set) : found("vendor ([0-9.]+)", threshold);
            assertThat(decided(set, similarity(vendor)))
                    .as(threshold)
                    .isEqualTo(Double.parseDouble(vendor) >= set ? Outcome.MATCH : Outcome.NO_MATCH);
        }
    }

    private Score similarity(String vendor) {
        service.with(
                "CompareFaces",
                "{\"SourceImageFace\":{" + BOX + "},\"FaceMatches\":[{\"Similarity\":" + vendor + ",\"Face\":{" + BOX
                        + "}}],\"UnmatchedFaces\":[]}");
        return faces.comparer().compare(blank, blank).score();
    }

    private static Outcome decided(double threshold, Score score) {
        return Threshold.explicit(threshold, score.scale()).judge(score).outcome();
    }

    // 05

    private void aBrokenPictureLeavesTheDecision(JsonNode shared) {
        JsonNode today = member(member(shared, "got"), "aws");
        InvalidImageException.Reason reason = InvalidImageException.Reason.valueOf(text(today, "reason"));
        String beginning = text(
                member(
                        member(read(folder.resolve("04-tencent-faceid-result-vendor-answer.json")), "payload"),
                        "Response"),
                "BestFrame");
        String cut = found("^([A-Za-z0-9/+]+)\\.", beginning);
        String bytes = cut.substring(0, cut.length() / 4 * 4);
        String id = "c0960a93-7b54-43f3-97b2-396e20886a74";
        service.with(
                "GetFaceLivenessSessionResults",
                "{\"SessionId\":\"" + id
                        + "\",\"Status\":\"SUCCEEDED\",\"Confidence\":97.5,\"ReferenceImage\":{\"Bytes\":\""
                        + bytes + "\"},\"AuditImages\":[{\"Bytes\":\"" + bytes + "\"},{\"Bytes\":\""
                        + Base64.getEncoder().encodeToString(blank.toByteArray()) + "\"}]}");
        LivenessSession session = LivenessSession.restore(
                        new LivenessSessionId(id), "login-17", Instant.now().plusSeconds(60))
                .verifyAgainst(blank)
                .build();
        LivenessOutcome outcome = faces.livenessSessions().result(session);

        assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
        assertThat(outcome.referenceImage()).isEmpty();
        assertThat(outcome.unreadableReferenceImage()).contains(reason);
        assertThat(outcome.auditImages()).hasSize(1);
        assertThat(outcome.unreadableAuditImages()).isEqualTo(1);
        assertThat(outcome.comparison()).isEmpty();
        assertThat(text(shared, "expected")).contains(ProviderUnavailableException.class.getSimpleName(), "request id");
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(outcome::requireReferenceImage)
                .satisfies(thrown -> assertThat(
                                thrown.providerError().orElseThrow().requestId())
                        .isEqualTo(REQUEST_ID));
    }

    // 07

    private void facesWithoutAnExternalIdAreVisible(JsonNode shared) {
        JsonNode payload = member(shared, "payload");
        JsonNode match = item(payload, "FaceMatches", 0);
        String face = text(member(match, "Face"), "FaceId");
        double similarity = Double.parseDouble(member(match, "Similarity").asNumber());
        String another = "11111111-7bc2-5efb-b752-398a8d575b85";
        service.with("SearchUsersByImage", NO_USERS_FOUND)
                .with("DescribeCollection", NO_USERS)
                .with("ListUsers", "{\"Users\":[]}")
                .with("SearchFacesByImage", payload.toString())
                .with("ListFaces", "{\"Faces\":[{\"FaceId\":\"" + face + "\"},{\"FaceId\":\"" + another + "\"}]}")
                .with(
                        "SearchFaces",
                        "{\"SearchedFaceId\":\"" + another + "\",\"FaceMatches\":" + member(payload, "FaceMatches")
                                + "}");
        PersonId person = new PersonId(face);
        Candidate candidate = faces.identifier()
                .identify(IdentifyRequest.of(blank, GALLERY))
                .get(0)
                .best()
                .orElseThrow();

        assertThat(text(shared, "expected")).contains("the face id as the person");
        assertThat(candidate.person()).isEqualTo(person);
        assertThat(candidate.score().value()).isEqualTo(similarity);
        assertThat(faces.verifier()
                        .verify(VerifyRequest.of(blank, GALLERY, person))
                        .score()
                        .value())
                .isEqualTo(similarity);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> faces.verifier().verify(VerifyRequest.of(blank, GALLERY, ADA)));
        assertThat(faces.galleries().open(GALLERY).list()).containsExactly(person, new PersonId(another));
        List<DuplicatePair> pairs = new ArrayList<>();
        ScoreScale scale = faces.duplicateFinder().scale(GALLERY);
        faces.duplicateFinder().find(GALLERY, Threshold.explicit(80, scale)).forEach(pairs::add);
        assertThat(pairs).singleElement().satisfies(pair -> {
            assertThat(List.of(pair.first(), pair.second())).containsExactlyInAnyOrder(person, new PersonId(another));
            assertThat(pair.score().value()).isEqualTo(similarity);
        });
    }

    // 09

    private void anUnusableAnswerHasItsRequestId(JsonNode shared) {
        assertThat(text(shared, "expected")).contains("ProviderError with request id");
        String message = text(member(member(shared, "got"), "aws"), "message");
        ProviderUnavailableException thrown = catchThrowableOfType(
                ProviderUnavailableException.class, () -> faces.comparer().compare(blank, blank));
        assertThat(thrown).as("the failure").isNotNull().hasMessage(message);
        assertThat(thrown.providerError().orElseThrow()).satisfies(error -> {
            assertThat(error.requestId()).isEqualTo(REQUEST_ID);
            assertThat(error.httpStatus()).isEqualTo(200);
            assertThat(error.provider()).isEqualTo(faces.id());
        });
        FaceGallery gallery = faces.galleries().open(GALLERY);
        EnrollRequest request = EnrollRequest.of(ADA, blank).withoutQualityGate();
        service.with("IndexFaces", INDEXED.replace(BOX, "\"BoundingBox\":{\"Width\":0.5}"));
        assertNamesItsRequest(() -> faces.detector().detect(blank, DetectOptions.defaults()));
        assertNamesItsRequest(() -> gallery.find(ADA));
        assertNamesItsRequest(gallery::info);
        assertNamesItsRequest(() -> gallery.list().forEach(person -> {}));
        service.with("ListFaces", "{\"Faces\":[]}");
        assertNamesItsRequest(() -> gallery.enroll(request));
        assertNamesItsRequest(() -> faces.identifier().identify(IdentifyRequest.of(blank, GALLERY)));
    }

    private static void assertNamesItsRequest(Runnable call) {
        assertThatExceptionOfType(ProviderUnavailableException.class)
                .isThrownBy(call::run)
                .satisfies(thrown -> assertThat(
                                thrown.providerError().orElseThrow().requestId())
                        .isEqualTo(REQUEST_ID));
    }

    // 10

    private void aRefusalHasItsReasons(JsonNode shared) {
        JsonNode payload = member(shared, "payload");
        List<String> reasons = member(payload, "UnsuccessfulFaceAssociations").asArray().stream()
                .map(refused -> text(refused, "Reasons", 0))
                .toList();
        List<JsonNode> conflicts = member(payload, "UnsuccessfulFaceAssociations").asArray().stream()
                .filter(refused -> text(refused, "Reasons", 0)
                        .startsWith(found("(ASSOCIATED_TO_A_DIFFERENT_)", text(shared, "expected"))))
                .toList();
        service.with("ListFaces", "{\"Faces\":[]}")
                .with("IndexFaces", INDEXED)
                .with("AssociateFaces", payload.toString());
        FaceGallery gallery = faces.galleries().open(GALLERY);
        EnrollRequest request = EnrollRequest.of(ADA, blank).withoutQualityGate();
        RequestRefusedException thrown =
                catchThrowableOfType(RequestRefusedException.class, () -> gallery.enroll(request));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.providerError().orElseThrow().code()).contains(reasons);
        assertThat(thrown.providerError().orElseThrow().requestId()).isEqualTo(REQUEST_ID);
        assertThat(thrown.getMessage()).contains(reasons).doesNotContain("demoUser2");
        assertThat(thrown.effect()).as("all that was indexed is deleted").isEqualTo(Effect.NONE);

        service.with(
                "AssociateFaces", "{\"UserStatus\":\"UPDATING\",\"UnsuccessfulFaceAssociations\":" + conflicts + "}");
        AlreadyExistsException conflict =
                catchThrowableOfType(AlreadyExistsException.class, () -> gallery.enroll(request));
        assertThat(conflict).as("the conflict").isNotNull();
        assertThat(conflict.kind()).isEqualTo(AlreadyExistsException.Kind.FACE);
        assertThat(conflict.providerError().orElseThrow().requestId()).isEqualTo(REQUEST_ID);
        assertThat(conflict.effect()).isEqualTo(Effect.NONE);

        JsonNode notDeleted = member(read(folder.resolve("01-aws-deletefaces-unsuccessful-ignored.json")), "payload");
        service.with("DeleteFaces", notDeleted.toString());
        try (AwsFaces hasty = faces(service.endpoint(), Duration.ofSeconds(2))) {
            FaceBridgeException partial = catchThrowableOfType(
                    FaceBridgeException.class,
                    () -> hasty.galleries().open(GALLERY).enroll(request));
            assertThat(partial).as("a clean-up that did not succeed").isNotNull();
            assertThat(partial.effect()).isEqualTo(Effect.PARTIAL);
        }
    }

    // 11

    private void landmarksAreMapped(JsonNode shared) {
        JsonNode payload = member(shared, "payload");
        service.with("CompareFaces", payload.toString());
        DetectedFace face = faces.comparer().compare(blank, blank).probeFace().orElseThrow();
        Landmarks landmarks = face.landmarks().orElseThrow();
        Map<String, Point> mapped = Map.of(
                "eyeLeft", landmarks.leftEye(),
                "eyeRight", landmarks.rightEye(),
                "nose", landmarks.nose(),
                "mouthLeft", landmarks.mouthLeft(),
                "mouthRight", landmarks.mouthRight());
        List<JsonNode> points = member(member(item(payload, "FaceMatches", 0), "Face"), "Landmarks")
                .asArray();

        assertThat(points).hasSize(mapped.size());
        for (JsonNode point : points) {
            assertThat(mapped)
                    .containsEntry(
                            text(point, "Type"),
                            new Point(
                                    Double.parseDouble(member(point, "X").asNumber()),
                                    Double.parseDouble(member(point, "Y").asNumber())));
        }
    }

    // 12

    private void theOtherFaceIsAnswered(JsonNode shared) {
        assertThat(text(shared, "expected")).isEqualTo("the other face");
        MatchResult box = Pattern.compile("bounding box of ([0-9.]+) x ([0-9.]+)")
                .matcher(text(member(shared, "got"), "message"))
                .results()
                .findFirst()
                .orElseThrow();
        String degenerate = "\"BoundingBox\":{\"Width\":" + box.group(1) + ",\"Height\":" + box.group(2)
                + ",\"Left\":0.3,\"Top\":0.3}";
        service.with("DetectFaces", "{\"FaceDetails\":[{" + degenerate + "},{" + BOX + ",\"Confidence\":99.0}]}")
                .with(
                        "CompareFaces",
                        "{\"SourceImageFace\":{" + BOX + "},\"FaceMatches\":[{\"Similarity\":99.5,\"Face\":{" + BOX
                                + "}},{\"Similarity\":98.5,\"Face\":{" + degenerate
                                + "}}],\"UnmatchedFaces\":[{" + degenerate + "}]}")
                .with(
                        "SearchUsersByImage",
                        "{\"FaceModelVersion\":\"7.0\",\"UserMatches\":[{\"Similarity\":99.5,\"User\":{\"UserId\":\"ada\"}}],"
                                + "\"UnsearchedFaces\":[{\"FaceDetails\":{" + degenerate + "}}],"
                                + "\"SearchedFace\":{\"FaceDetail\":{" + BOX + "}}}");

        assertThat(faces.detector().detect(blank, DetectOptions.defaults()))
                .singleElement()
                .satisfies(face -> assertThat(face.box().width()).isEqualTo(0.5));
        assertThat(faces.comparer().compare(blank, blank).score().value()).isEqualTo(99.5);
        assertThat(faces.identifier()
                        .identify(IdentifyRequest.of(blank, GALLERY))
                        .get(0)
                        .candidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.person()).isEqualTo(ADA));
    }

    // 15

    @Test
    void the_emulator_answers_as_the_shared_case_states() throws IOException, InterruptedException {
        List<String> stated = member(read(folder.resolve(EMULATORS + ".json")), "aws").asArray().stream()
                .map(JsonNode::asString)
                .toList();
        FaceImage portrait = FaceImage.of(PaintedFaces.portrait(1, 1));
        try (AwsEmulator emulator = AwsEmulator.backedBy(new PaintedFaces()).start();
                AwsFaces emulated = faces(emulator.endpoint(), Duration.ofSeconds(20))) {
            FaceGallery gallery = emulated.galleries().create(GALLERY);
            gallery.enroll(EnrollRequest.of(ADA, portrait).withoutQualityGate());
            String face = gallery.find(ADA).orElseThrow().faces().get(0).value();
            String detected = post(
                    emulator,
                    "DetectFaces",
                    "{\"Attributes\":[\"ALL\"],\"Image\":{\"Bytes\":\""
                            + Base64.getEncoder().encodeToString(portrait.toByteArray()) + "\"}}");
            UserStatus disassociated = emulated.rekognition()
                    .disassociateFaces(request ->
                            request.collectionId("staff").userId("ada").faceIds(face))
                    .userStatus();
            int members = Integer.parseInt(found("\\((\\d+) members\\)", stated.get(0)));

            assertThat(item(JsonNode.parser().parse(detected), "FaceDetails", 0)
                            .asObject()
                            .keySet())
                    .contains(
                            "AgeRange", "Gender", "Emotions", "Smile", "Eyeglasses", "Sunglasses", "Beard", "Mustache")
                    .contains("EyesOpen", "MouthOpen", "FaceOccluded", "EyeDirection")
                    .hasSize("BoundingBox Confidence Landmarks Pose Quality".split(" ").length + members);
            assertThat(stated.get(1)).contains("shortest float form");
            assertThat(Pattern.compile("[0-9]\\.[0-9]{3,}")
                            .matcher(detected)
                            .results()
                            .map(MatchResult::group))
                    .allSatisfy(number -> {
                        double written = Double.parseDouble(number);
                        assertThat(written).as("a widened float").isEqualTo((double) (float) written);
                    });
            assertThat(disassociated.toString()).isEqualTo(found("vendor sample says ([A-Z]+)", stated.get(2)));
            assertThat(emulated.comparer()
                            .compare(portrait, portrait)
                            .vendor()
                            .as(CompareFacesResponse.class)
                            .orElseThrow()
                            .faceMatches()
                            .get(0)
                            .face())
                    .satisfies(compared -> {
                        assertThat(compared.hasEmotions()).isTrue();
                        assertThat(compared.smile()).isNotNull();
                    });
        }
    }

    private static String post(AwsEmulator emulator, String operation, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(emulator.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "RekognitionService." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    // The shared files

    private static JsonNode read(Path file) {
        try {
            return JsonNode.parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode member(JsonNode node, String name) {
        return node.field(name).orElseThrow(() -> new IllegalStateException("the case has no " + name));
    }

    private static JsonNode item(JsonNode node, String list, int index) {
        return member(node, list).asArray().get(index);
    }

    private static String text(JsonNode node, String name) {
        return member(node, name).asString();
    }

    private static String text(JsonNode node, String list, int index) {
        return item(node, list, index).asString();
    }

    private static String found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(String.format(Locale.ROOT, "the case says nothing like %s", pattern)))
                .group(1);
    }

    private static FaceImage blank() {
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(200, 200, BufferedImage.TYPE_3BYTE_BGR), "jpg", jpeg);
            return FaceImage.of(jpeg.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
