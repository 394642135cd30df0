package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.EmulatedResponse;
import io.facebridge.emulator.internal.EmulatedService;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.HttpCall;
import io.facebridge.emulator.internal.Json;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The service's protocol, REST v1.2: operation, authorization, response and error response. */
public final class Service extends EmulatedService {
    /** Where the service's paths begin. */
    static final String PATH = "/face/v1.2";

    private static final int MAX_BYTES = 10 << 20;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FAILED = 500;
    private static final String REGION = "Emulator";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");
    private static final String LIVENESS = "/detectLiveness-sessions";
    private static final String LIVENESS_WITH_VERIFY = "/detectLivenessWithVerify-sessions";
    private static final String GROUPS = "/largepersongroups";
    private static final String GROUP = GROUPS + "/{group}";
    private static final String PERSONS = GROUP + "/persons";
    private static final String PERSON = PERSONS + "/{person}";
    private static final String FACES = PERSON + "/persistedfaces";
    private static final String FACE = FACES + "/{face}";

    private final Routes routes;
    private final Access access;
    private final Supplier<UUID> ids;
    private volatile int gate;

    private Service(Routes routes, Access access, Clock clock, Supplier<UUID> ids) {
        super(routes.names(), clock);
        this.routes = routes;
        this.access = access;
        this.ids = ids;
    }

    /** Creates the service over a store. */
    public static Service of(
            Store store,
            LivenessSessions sessions,
            FaceAnalyzer analyzer,
            ScoreMap scores,
            Access access,
            Clock clock,
            Supplier<UUID> ids) {
        VisibleFaces visibleFaces = new VisibleFaces(analyzer);
        ImageOperations detection = new ImageOperations(store, visibleFaces, sessions);
        SearchOperations recognition = new SearchOperations(store, scores);
        GroupOperations groups = new GroupOperations(store);
        PersonOperations persons = new PersonOperations(store);
        FaceOperations faces = new FaceOperations(store, visibleFaces);
        Routes routes = new Routes()
                .open("POST /detect", "Detect", detection::detect)
                .gated("POST /verify", "Verify", recognition::verify)
                .gated("POST /identify", "Identify", recognition::identify)
                .gated("POST /findsimilars", "FindSimilar", recognition::findSimilar)
                .gated("PUT " + GROUP, "CreateLargePersonGroup", groups::create)
                .gated("GET " + GROUP, "GetLargePersonGroup", groups::get)
                .gated("PATCH " + GROUP, "UpdateLargePersonGroup", groups::update)
                .gated("DELETE " + GROUP, "DeleteLargePersonGroup", groups::delete)
                .gated("GET " + GROUPS, "ListLargePersonGroups", groups::list)
                .gated("POST " + GROUP + "/train", "Train", groups::train)
                .gated("GET " + GROUP + "/training", "GetTrainingStatus", groups::training)
                .gated("POST " + PERSONS, "CreatePerson", persons::create)
                .gated("GET " + PERSONS, "ListPersons", persons::list)
                .gated("GET " + PERSON, "GetPerson", persons::get)
                .gated("PATCH " + PERSON, "UpdatePerson", persons::update)
                .gated("DELETE " + PERSON, "DeletePerson", persons::delete)
                .gated("POST " + FACES, "AddFace", faces::add)
                .gated("GET " + FACE, "GetFace", faces::get)
                .gated("PATCH " + FACE, "UpdateFace", faces::update)
                .gated("DELETE " + FACE, "DeleteFace", faces::delete)
                .open("POST " + LIVENESS, "CreateLivenessSession", sessions::create)
                .open("GET " + LIVENESS + "/{session}", "GetLivenessSession", sessions::get)
                .open("DELETE " + LIVENESS + "/{session}", "DeleteLivenessSession", sessions::delete)
                .gated("POST " + LIVENESS_WITH_VERIFY, "CreateLivenessWithVerifySession", sessions::createWithVerify)
                .gated(
                        "GET " + LIVENESS_WITH_VERIFY + "/{session}",
                        "GetLivenessWithVerifySession",
                        sessions::getWithVerify)
                .gated(
                        "DELETE " + LIVENESS_WITH_VERIFY + "/{session}",
                        "DeleteLivenessWithVerifySession",
                        sessions::deleteWithVerify)
                .open("GET /sessionImages/{image}", "GetSessionImage", sessions::sessionImage);
        return new Service(routes, access, clock, ids);
    }

    /** Rejects operations that need the vendor's approval with that status; with 0, rejects nothing. */
    public void gate(int status) {
        gate = status;
    }

    @Override
    public EmulatedResponse answer(HttpCall call) {
        String url = call.url().replaceFirst("^/+", "/");
        int question = url.indexOf('?');
        String path = question < 0 ? url : url.substring(0, question);
        String query = question < 0 ? "" : url.substring(question + 1);
        Routes.Match match =
                path.startsWith(PATH + "/") ? routes.find(call.method(), path.substring(PATH.length())) : null;
        if (match == null) {
            return refuse(() -> {
                access.check(call);
                throw RefusedException.noResource();
            });
        }
        String operation = match.route().name();
        return attempt(operation, () -> refuse(() -> carryOut(match, query, call)));
    }

    private EmulatedResponse carryOut(Routes.Match match, String query, HttpCall call) {
        access.check(call);
        Input input = new Input(match.path(), query, call);
        checkGate(match.route(), input);
        Reply reply = match.route().operation().carryOut(input);
        counts().carriedOut(match.route().name());
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("CSP-Billing-Usage", "CognitiveServices.Face.Transaction=1");
        return answer(reply.status(), headers, reply.body());
    }

    private void checkGate(Routes.Route route, Input input) {
        int status = gate;
        boolean isGated = route.gated() || (route.name().equals("Detect") && ImageOperations.keepsFaces(input));
        if (status != 0 && isGated && !access.isApproved(input.call())) {
            throw RefusedException.unsupported(
                    status, "The vendor's approval of Identification, Verification is missing.");
        }
    }

    private EmulatedResponse refuse(Supplier<EmulatedResponse> work) {
        try {
            return work.get();
        } catch (RefusedException e) {
            return refusal(e);
        } catch (RuntimeException e) {
            return error(
                    FAILED,
                    "InternalServerError",
                    "The emulator failed: " + e.getClass().getSimpleName());
        }
    }

    private EmulatedResponse refusal(RefusedException refusal) {
        String message = String.valueOf(refusal.getMessage());
        String inner = refusal.inner();
        if (inner == null) {
            return error(refusal.status(), refusal.code(), message);
        }
        // The header has the outer code, as the documents of the vendor's platform say of it.
        Output error = new Output()
                .with("code", refusal.code())
                .with("message", "The request is invalid.")
                .with("innererror", new Output().with("code", inner).with("message", message));
        return error(refusal.status(), refusal.code(), error);
    }

    @Override
    public EmulatedResponse error(int status, String code, String message) {
        return error(status, code, new Output().with("code", code).with("message", message));
    }

    private EmulatedResponse error(int status, String code, Output error) {
        return answer(status, JSON, Json.write(new Output().with("error", error).members()))
                .withHeader("x-ms-error-code", code);
    }

    private EmulatedResponse answer(int status, Map<String, String> headers, byte[] body) {
        return EmulatedResponse.of(status, headers, body)
                .withHeader("apim-request-id", ids.get().toString())
                .withHeader("x-envoy-upstream-service-time", "1")
                .withHeader("x-ms-region", REGION);
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public EmulatedResponse tooLarge() {
        return error(TOO_LARGE, "RequestEntityTooLarge", "The request has more than 10 MiB.");
    }

    @Override
    public EmulatedResponse throttled() {
        return error(TOO_MANY_REQUESTS, "429", "Too many requests.");
    }

    @Override
    public EmulatedResponse tooManyRequests() {
        return throttled();
    }

    @Override
    public EmulatedResponse internalError() {
        return error(FAILED, "InternalServerError", "The service has failed.");
    }
}
