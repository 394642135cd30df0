package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessDecision;
import io.facebridge.liveness.LivenessOutcome;
import io.facebridge.liveness.LivenessSession;
import io.facebridge.liveness.LivenessSessionId;
import io.facebridge.liveness.LivenessState;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.CannedService;
import io.facebridge.testkit.PaintedFaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that were read wrongly once, each in a file with what is right, where the build has them. */
class SharedCasesTest {
    private static final GalleryId GALLERY = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final FaceImage PICTURE = FaceImage.of(PaintedFaces.portrait(1, 1));

    /** Two faces; the one that is larger comes second. */
    private static final String TWO_FACES =
            "{'Response':{'ImageWidth':300,'ImageHeight':300,'FaceInfos':[{'X':10,'Y':10,'Width':40,'Height':40},"
                    + "{'X':100,'Y':100,'Width':120,'Height':120}],'FaceModelVersion':'3.0','RequestId':'1'}}";

    private static final String SCORE = "{'Response':{'Score':90,'FaceModelVersion':'3.0','RequestId':'1'}}";

    private static final String PERSON_OF_TWO =
            "{\"Response\":{\"PersonName\":\"ada\",\"FaceIds\":[\"1\",\"2\"],\"RequestId\":\"1\"}}";
    private static final String PERSON_OF_ONE = PERSON_OF_TWO.replace("\"1\",\"2\"", "\"2\"");

    private static final Set<String> READ = Set.of(
            "02-tencent-comparefaces-strategy",
            "04-tencent-faceid-result-vendor-answer",
            "05-broken-reference-picture",
            "06-session-expired-locally",
            "09-unusable-answers-lose-the-request-id",
            "13-tencent-one-refused-face-refuses-all",
            "14-tencent-deleteface-count-ignored",
            "15-emulators"); // by tests of the emulator

    private Path cases;
    private CannedService service;
    private TencentFaces faces;

    @BeforeEach
    void open() {
        cases = TencentClients.shared("cases", "vendor-answers");
        service = TencentClients.cannedService();
        faces = faces(false);
    }

    @AfterEach
    void close() {
        if (service != null) {
            faces.close();
            service.close();
        }
    }

    @Test
    void every_shared_case_of_this_service_is_read() throws IOException {
        try (Stream<Path> files = Files.list(cases)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", ""))
                            .filter(this::isAboutTencent))
                    .contains("02-tencent-comparefaces-strategy", "06-session-expired-locally")
                    .isSubsetOf(READ);
        }
    }

    private boolean isAboutTencent(String name) {
        JsonObject shared = read(name);
        return name.contains("-tencent-")
                || shared.has("tencent")
                || (shared.get("got") instanceof JsonObject got
                        && got.keySet().stream().anyMatch(service -> service.startsWith("tencent")));
    }

    // 02

    @Test
    void case_02_the_face_that_is_reported_is_the_face_that_the_service_is_told_to_score() {
        JsonObject shared = read("02-tencent-comparefaces-strategy");
        int requests = shared.getAsJsonArray("request_sent").size();
        answer("DetectFace", TWO_FACES);
        answer("CompareFace", SCORE);
        try (TencentFaces looking = faces(true)) {
            BoundingBox probe = looking.comparer()
                    .compare(PICTURE, PICTURE, CompareOptions.defaults().face(FaceSelection.LARGEST))
                    .probeFace()
                    .orElseThrow()
                    .box();
            assertThat(probe.width()).isEqualTo(120 / 300.0);
        }

        assertThat(service.requests()).hasSize(requests);
        assertThat(strategy(requests - 1)).isEqualTo(strategyIn(shared));
    }

    @Test
    void case_02_whatever_choice_the_service_can_make_it_is_told() {
        int expected = strategyIn(read("02-tencent-comparefaces-strategy"));
        answer("DetectFace", TWO_FACES.replaceFirst("\\{'X':10[^}]*},", ""));
        answer("CompareFace", SCORE);
        faces.comparer().compare(PICTURE, PICTURE, CompareOptions.defaults());
        faces.comparer().compare(PICTURE, PICTURE, CompareOptions.defaults().face(FaceSelection.LARGEST));
        try (TencentFaces looking = faces(true)) {
            looking.comparer().compare(PICTURE, PICTURE, CompareOptions.defaults());
            looking.comparer()
                    .compare(PICTURE, PICTURE, CompareOptions.defaults().face(FaceSelection.ONLY));
        }

        List<Integer> sent = Stream.iterate(0, i -> i + 1)
                .limit(service.requests().size())
                .filter(i -> service.requests().get(i).equals("CompareFace"))
                .map(this::strategy)
                .toList();
        assertThat(sent).hasSize(4).containsOnly(expected);
    }

    private int strategy(int request) {
        JsonElement sent = JsonParser.parseString(service.bodies().get(request))
                .getAsJsonObject()
                .get("FaceMatchingStrategy");
        return sent == null ? -1 : sent.getAsInt();
    }

    private static int strategyIn(JsonObject shared) {
        Matcher number = Pattern.compile("FaceMatchingStrategy: (\\d+)")
                .matcher(shared.get("expected").getAsString());
        assertThat(number.find()).as("the shared case names the strategy").isTrue();
        return Integer.parseInt(number.group(1));
    }

    // 04

    @Test
    void case_04_everything_that_the_service_says_of_a_session_reaches_the_caller() {
        JsonObject shared = read("04-tencent-faceid-result-vendor-answer");
        JsonObject said = shared.getAsJsonObject("payload").getAsJsonObject("Response");
        answer("GetFaceIdResultIntl", shared.get("payload").toString());
        FaceIdResult result = result(open(Instant.now().plusSeconds(60)))
                .vendor()
                .as(FaceIdResult.class)
                .orElseThrow();
        Map<String, Function<FaceIdResult, Object>> members = Map.of(
                "Result", FaceIdResult::code,
                "Description", answered -> answered.description().orElseThrow(),
                "LivenessInfoTag", FaceIdResult::livenessTags,
                "DeviceInfoLevel", answered -> answered.deviceInfoLevel().orElseThrow(),
                "Similarity", answered -> answered.similarity().orElseThrow(),
                "Extra", answered -> answered.extra().orElseThrow(),
                "Video", answered -> answered.video().orElseThrow(),
                "ActionVideo", answered -> answered.actionVideo().orElseThrow());

        Set<String> named = Set.of(shared.get("expected").getAsString().split("\\W+"));
        assertThat(members.keySet()).containsAll(namesOf(said, named));
        members.forEach(
                (name, member) -> assertThat(member.apply(result)).as(name).isEqualTo(plain(said.get(name))));
        assertThat(result.toString()).doesNotContain(said.get("Video").getAsString());
    }

    @Test
    void case_04_the_reason_of_a_session_that_failed_reaches_the_caller_too() {
        JsonObject shared = read("04-tencent-faceid-result-vendor-answer");
        JsonObject said = shared.getAsJsonObject("payload").getAsJsonObject("Response");
        said.addProperty("Result", "1004");
        said.add("LivenessInfoTag", JsonParser.parseString("['01','05']"));
        answer("GetFaceIdResultIntl", shared.get("payload").toString());
        LivenessOutcome outcome = result(open(Instant.now().plusSeconds(60)));

        assertThat(outcome.state()).isEqualTo(LivenessState.FAILED);
        assertThat(outcome.vendor().as(FaceIdResult.class)).hasValueSatisfying(result -> {
            assertThat(result.code()).isEqualTo("1004");
            assertThat(result.livenessTags()).containsExactly("01", "05");
        });
    }

    /** The members of an answer that a sentence names. */
    private static List<String> namesOf(JsonObject said, Set<String> words) {
        return said.keySet().stream().filter(words::contains).toList();
    }

    private static Object plain(JsonElement value) {
        if (value.isJsonNull()) {
            return List.of();
        }
        return value.getAsJsonPrimitive().isNumber() ? value.getAsDouble() : value.getAsString();
    }

    // 05

    @Test
    void case_05_a_broken_picture_does_not_cost_the_decision() {
        JsonObject sample = read("04-tencent-faceid-result-vendor-answer").getAsJsonObject("payload");
        JsonObject noBase64 = sample.deepCopy();
        noBase64.getAsJsonObject("Response").addProperty("BestFrame", "%%%");
        Map<String, JsonObject> answers =
                Map.of("tencent sample verbatim (elided BestFrame)", sample, "tencent no base64", noBase64);
        JsonObject got = read("05-broken-reference-picture").getAsJsonObject("got");

        assertThat(answers.keySet())
                .containsExactlyInAnyOrderElementsOf(got.keySet().stream()
                        .filter(name -> name.startsWith("tencent"))
                        .toList());
        answers.forEach((name, answer) -> {
            answer("GetFaceIdResultIntl", answer.toString());
            LivenessOutcome outcome = result(open(Instant.now().plusSeconds(60)));
            assertThat(outcome.decision()).as(name).isEqualTo(LivenessDecision.LIVE);
            assertThat(outcome.referenceImage()).as(name).isEmpty();
            assertThat(outcome.unreadableReferenceImage()).as(name).isPresent();
            assertThatExceptionOfType(ProviderUnavailableException.class)
                    .isThrownBy(outcome::requireReferenceImage)
                    .satisfies(thrown -> assertThat(thrown.providerError())
                            .hasValueSatisfying(error -> assertThat(error.requestId())
                                    .isEqualTo(outcome.vendor().requestId().orElseThrow())));
            assertThat(outcome.vendor().requestId())
                    .as(name)
                    .contains(
                            answer.getAsJsonObject("Response").get("RequestId").getAsString());
        });
    }

    // 06

    @Test
    void case_06_the_service_is_asked_before_a_session_is_called_expired() {
        JsonObject got = read("06-session-expired-locally").getAsJsonObject("got");
        assertThat(got.getAsJsonArray("tencent").get(1).getAsString()).isEqualTo("requests: 0");
        answer(
                "GetFaceIdResultIntl",
                read("04-tencent-faceid-result-vendor-answer").get("payload").toString());
        LivenessOutcome outcome = result(open(Instant.now().minusSeconds(3600)));

        assertThat(service.requests()).containsExactly("GetFaceIdResultIntl");
        assertThat(outcome.state()).isEqualTo(LivenessState.COMPLETED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.LIVE);
    }

    @Test
    void case_06_a_session_without_a_result_has_expired_once_its_time_is_over() {
        JsonObject payload = read("04-tencent-faceid-result-vendor-answer").getAsJsonObject("payload");
        payload.getAsJsonObject("Response").addProperty("Result", "-999");
        answer("GetFaceIdResultIntl", payload.toString());
        LivenessOutcome outcome = result(open(Instant.now().minusSeconds(3600)));

        assertThat(service.requests()).containsExactly("GetFaceIdResultIntl");
        assertThat(outcome.state()).isEqualTo(LivenessState.EXPIRED);
        assertThat(outcome.decision()).isEqualTo(LivenessDecision.UNDECIDED);
    }

    // 09

    @Test
    void case_09_an_answer_that_cannot_be_used_keeps_its_request_id() {
        JsonObject got = read("09-unusable-answers-lose-the-request-id").getAsJsonObject("got");
        Map<String, ThrowingCallable> calls = Map.of(
                "CompareFace", () -> faces.comparer().compare(PICTURE, PICTURE, CompareOptions.defaults()),
                "CreatePerson",
                        () -> faces.galleries()
                                .open(GALLERY)
                                .enroll(EnrollRequest.of(ADA, PICTURE)
                                        .face(FaceSelection.LARGEST)
                                        .withoutQualityGate()));
        answer("GetPersonBaseInfo", refusal("InvalidParameterValue.PersonIdNotExist"));
        answer("GetPersonGroupInfo", refusal("InvalidParameterValue.PersonIdNotExist"));
        answer("GetGroupInfo", "{'Response':{'FaceModelVersion':'3.0','GroupId':'staff','RequestId':'1'}}");
        answer("DeletePerson", "{'Response':{'RequestId':'1'}}");
        int seen = 0;
        for (Map.Entry<String, JsonElement> entry : got.entrySet()) {
            if (!entry.getKey().startsWith("tencent")) {
                continue;
            }
            seen++;
            JsonObject was = entry.getValue().getAsJsonObject();
            String operation = calls.keySet().stream()
                    .filter(was.get("message").getAsString()::contains)
                    .findFirst()
                    .orElseThrow();
            Matcher published = Pattern.compile("RequestId ([0-9a-f-]{36})").matcher(entry.getKey());
            String id = published.find() ? published.group(1) : "a-request-id";
            answer(operation, "{'Response':{'FaceModelVersion':'3.0','RequestId':'" + id + "'}}");

            ProviderUnavailableException thrown = catchThrowableOfType(
                    ProviderUnavailableException.class, Objects.requireNonNull(calls.get(operation)));
            assertThat(thrown).as(entry.getKey()).isNotNull();
            assertThat(thrown).hasMessage(was.get("message").getAsString());
            assertThat(thrown.effect())
                    .isEqualTo(Effect.valueOf(was.get("effect").getAsString()));
            assertThat(thrown.providerError()).hasValueSatisfying(error -> {
                assertThat(error.requestId()).isEqualTo(id);
                assertThat(error.httpStatus()).isEqualTo(200);
            });
        }
        assertThat(seen).isEqualTo(calls.size());
    }

    // 13

    @Test
    void case_13_one_face_that_is_refused_does_not_cost_the_others() {
        JsonObject shared = read("13-tencent-one-refused-face-refuses-all");
        Matcher code =
                Pattern.compile("RetCode (\\d+)").matcher(shared.get("expected").getAsString());
        assertThat(code.find()).isTrue();
        answer("SearchPersons", searched(result(60, -1601, ""), result(50, Integer.parseInt(code.group(1)), "1001")));

        List<Identification> every =
                faces.identifier().identify(IdentifyRequest.of(PICTURE, GALLERY).everyFace());
        assertThat(every).singleElement().satisfies(found -> {
            assertThat(found.face().box().width()).isEqualTo(50 / 300.0);
            assertThat(found.candidates())
                    .singleElement()
                    .satisfies(candidate -> assertThat(candidate.person()).isEqualTo(new PersonId("1001")));
        });
        assertThat(faces.identifier()
                        .identify(IdentifyRequest.of(PICTURE, GALLERY))
                        .get(0)
                        .candidates())
                .hasSize(1);
    }

    @Test
    void case_13_a_face_without_an_extent_does_not_cost_the_others_either() {
        answer("DetectFace", TWO_FACES.replaceFirst("'Width':40", "'Width':0"));

        assertThat(faces.detector().detect(PICTURE))
                .singleElement()
                .satisfies(face -> assertThat(face.box().width()).isEqualTo(120 / 300.0));
    }

    @Test
    void case_13_a_face_that_is_refused_still_is_in_the_picture() {
        answer("SearchPersons", searched(result(60, -1601, ""), result(50, 0, "1001")));

        assertThat(faces.identifier()
                        .identify(IdentifyRequest.of(PICTURE, GALLERY))
                        .get(0)
                        .candidates()
                        .get(0)
                        .comparison()
                        .rivalledIn())
                .containsExactly(ImageRole.PROBE);
        assertThatExceptionOfType(TooManyFacesException.class)
                .isThrownBy(() -> faces.identifier()
                        .identify(IdentifyRequest.of(PICTURE, GALLERY).face(FaceSelection.ONLY)));
        answer("SearchPersons", searched(result(100, -1601, ""), result(20, 0, "1001")));
        assertThatExceptionOfType(LowQualityException.class)
                .isThrownBy(() -> faces.identifier()
                        .identify(IdentifyRequest.of(PICTURE, GALLERY).face(FaceSelection.CENTRAL)));
    }

    @Test
    void case_13_a_face_that_is_like_nobody_was_searched_for() {
        answer("SearchPersons", searched(result(60, -1604, "")));

        assertThat(faces.identifier()
                        .identify(IdentifyRequest.of(PICTURE, GALLERY))
                        .get(0)
                        .candidates())
                .isEmpty();
    }

    @Test
    void case_13_when_every_face_is_refused_so_is_the_picture() {
        answer("SearchPersons", searched(result(60, -1601, "")));

        assertThatExceptionOfType(LowQualityException.class)
                .isThrownBy(() -> faces.identifier().identify(IdentifyRequest.of(PICTURE, GALLERY)))
                .satisfies(thrown -> assertThat(thrown.providerError())
                        .hasValueSatisfying(
                                error -> assertThat(error.requestId()).isEqualTo("1")));
    }

    private static String result(int side, int code, String person) {
        String candidates = person.isEmpty() ? "" : "{'PersonId':'" + person + "','FaceId':'','Score':91.5}";
        return "{'Candidates':[" + candidates + "],'FaceRect':{'X':" + side + ",'Y':" + side + ",'Width':" + side
                + ",'Height':" + side + "},'RetCode':" + code + "}";
    }

    private static String searched(String... results) {
        return "{'Response':{'Results':[" + String.join(",", results)
                + "],'PersonNum':1,'FaceModelVersion':'3.0','RequestId':'1'}}";
    }

    // 14

    @Test
    void case_14_a_face_that_the_service_did_not_delete_is_not_called_deleted() {
        JsonObject payload = read("14-tencent-deleteface-count-ignored").getAsJsonObject("payload");
        answer("GetPersonBaseInfo", "{'Response':{'PersonName':'ada','FaceIds':['1','2'],'RequestId':'1'}}");
        answer("DeleteFace", payload.toString());
        ThrowingCallable remove = () -> faces.galleries().open(GALLERY).removeFace(ADA, new FaceId("1"));

        assertThatExceptionOfType(FaceBridgeException.class)
                .isThrownBy(remove)
                .satisfies(thrown -> assertThat(thrown.providerError())
                        .hasValueSatisfying(error -> assertThat(error.requestId())
                                .isEqualTo(payload.getAsJsonObject("Response")
                                        .get("RequestId")
                                        .getAsString())))
                .withMessageContaining("0 of 1");
    }

    @Test
    void case_14_a_face_that_is_gone_all_the_same_is_deleted() {
        AtomicInteger asked = new AtomicInteger();
        answer("DeleteFace", "{'Response':{'SucDeletedNum':0,'SucFaceIds':[],'RequestId':'r'}}");
        service.with("GetPersonBaseInfo", () -> asked.getAndIncrement() == 0 ? PERSON_OF_TWO : PERSON_OF_ONE);

        assertThatCode(() -> faces.galleries().open(GALLERY).removeFace(ADA, new FaceId("1")))
                .doesNotThrowAnyException();
        assertThat(service.requests()).containsExactly("GetPersonBaseInfo", "DeleteFace", "GetPersonBaseInfo");
    }

    // Where they are

    private LivenessSession open(Instant expires) {
        return LivenessSession.restore(new LivenessSessionId("C8CFF283-539A"), "account-7", expires)
                .build();
    }

    private LivenessOutcome result(LivenessSession session) {
        return faces.livenessSessions().result(session);
    }

    private void answer(String action, String json) {
        service.with(action, json.replace('\'', '"'));
    }

    private static String refusal(String code) {
        return String.format(Locale.ROOT, "{'Response':{'Error':{'Code':'%s','Message':''},'RequestId':'1'}}", code);
    }

    private JsonObject read(String name) {
        try {
            return JsonParser.parseString(Files.readString(cases.resolve(name + ".json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TencentFaces faces(boolean lookForOtherFaces) {
        return TencentClients.faces(service.endpoint())
                .lookForOtherFaces(lookForOtherFaces)
                .callPolicy(CallPolicy.builder()
                        .unlimitedRate()
                        .noCircuitBreaker()
                        .maxAttempts(1)
                        .build())
                .build();
    }
}
