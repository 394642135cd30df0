package io.facebridge.emulator.internal.tencent;

import io.facebridge.LivenessChecker;
import io.facebridge.emulator.internal.EmulatedResponse;
import io.facebridge.emulator.internal.EmulatedService;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.HttpCall;
import io.facebridge.emulator.internal.Json;
import io.facebridge.emulator.internal.Output;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The service's protocol, API 3.0 with JSON: which action, whether it may, what it answers, how it refuses with 200. */
public final class Service extends EmulatedService {
    private static final String FACES = "2020-03-03";
    private static final String SESSIONS = "2018-03-01";
    private static final int MAX_BYTES = 10_000_000;
    private static final Set<String> OFFLINE = Set.of(
            "DetectLiveFace",
            "CheckSimilarPerson",
            "EstimateCheckSimilarPersonCostTime",
            "GetCheckSimilarPersonJobIdList",
            "GetSimilarPersonResult",
            "UpgradeGroupFaceModelVersion",
            "GetUpgradeGroupFaceModelVersionJobList",
            "GetUpgradeGroupFaceModelVersionResult",
            "RevertGroupFaceModelVersion");

    private final Map<String, Operation> operations;
    private final Set<String> sessionOperations;
    private final Access access;
    private final Supplier<UUID> ids;

    private Service(
            Map<String, Operation> operations,
            Set<String> sessionOperations,
            Access access,
            Clock clock,
            Supplier<UUID> ids) {
        super(operations.keySet(), clock);
        this.operations = operations;
        this.sessionOperations = sessionOperations;
        this.access = access;
        this.ids = ids;
    }

    /** Creates the service over a store. */
    public static Service of(
            Store store,
            LivenessSessions sessions,
            FaceAnalyzer analyzer,
            @Nullable LivenessChecker liveness,
            Scores scores,
            Access access,
            Clock clock,
            Supplier<UUID> ids) {
        VisibleFaces visibleFaces = new VisibleFaces(analyzer);
        GroupOperations groups = new GroupOperations(store);
        PersonOperations persons = new PersonOperations(store, visibleFaces, scores);
        FaceOperations faces = new FaceOperations(store, visibleFaces, scores);
        SearchOperations searches = new SearchOperations(store, visibleFaces, scores);
        ImageOperations images = new ImageOperations(visibleFaces, scores, liveness);
        Map<String, Operation> sessionOperations =
                Map.of("GetFaceIdTokenIntl", sessions::token, "GetFaceIdResultIntl", sessions::result);
        Map<String, Operation> operations = new HashMap<>(Map.ofEntries(
                Map.entry("DetectFace", images::detectFace),
                Map.entry("DetectFaceAttributes", images::detectFaceAttributes),
                Map.entry("AnalyzeFace", images::analyzeFace),
                Map.entry("CompareFace", images::compareFaceByStrategy),
                Map.entry("CompareMaskFace", images::compareFace),
                Map.entry("DetectLiveFaceAccurate", images::detectLiveFaceAccurate),
                Map.entry("VerifyFace", searches::verifyFace),
                Map.entry("VerifyPerson", searches::verifyPerson),
                Map.entry("SearchFaces", searches::searchFaces),
                Map.entry("SearchPersons", searches::searchPersons),
                Map.entry("SearchFacesReturnsByGroup", searches::searchFacesReturnsByGroup),
                Map.entry("SearchPersonsReturnsByGroup", searches::searchPersonsReturnsByGroup),
                Map.entry("CreateGroup", groups::createGroup),
                Map.entry("DeleteGroup", groups::deleteGroup),
                Map.entry("ModifyGroup", groups::modifyGroup),
                Map.entry("GetGroupList", groups::getGroupList),
                Map.entry("GetGroupInfo", groups::getGroupInfo),
                Map.entry("CreatePerson", persons::createPerson),
                Map.entry("DeletePerson", persons::deletePerson),
                Map.entry("DeletePersonFromGroup", persons::deletePersonFromGroup),
                Map.entry("CopyPerson", persons::copyPerson),
                Map.entry("GetPersonList", persons::getPersonList),
                Map.entry("GetPersonListNum", persons::getPersonListNum),
                Map.entry("GetPersonBaseInfo", persons::getPersonBaseInfo),
                Map.entry("GetPersonGroupInfo", persons::getPersonGroupInfo),
                Map.entry("ModifyPersonBaseInfo", persons::modifyPersonBaseInfo),
                Map.entry("ModifyPersonGroupInfo", persons::modifyPersonGroupInfo),
                Map.entry("CreateFace", faces::createFace),
                Map.entry("DeleteFace", faces::deleteFace)));
        operations.putAll(sessionOperations);
        return new Service(Map.copyOf(operations), sessionOperations.keySet(), access, clock, ids);
    }

    @Override
    public EmulatedResponse answer(HttpCall call) {
        String name = call.header("X-TC-Action");
        Operation operation = name == null ? null : operations.get(name);
        if (name == null || operation == null || !call.method().equals("POST")) {
            return refusal(unknown(name));
        }
        return attempt(name, () -> carryOut(name, operation, call));
    }

    private static RefusedException unknown(@Nullable String name) {
        return OFFLINE.contains(String.valueOf(name))
                ? new RefusedException("ActionOffline", "This action has been withdrawn.")
                : new RefusedException("InvalidAction", "There is no such action here.");
    }

    private EmulatedResponse carryOut(String name, Operation operation, HttpCall call) {
        try {
            access.check(call, clock());
            String version = sessionOperations.contains(name) ? SESSIONS : FACES;
            if (!version.equals(call.header("X-TC-Version"))) {
                throw new RefusedException("NoSuchVersion", "The action has no such version.");
            }
            Output output = operation.carryOut(new Input(Json.read(call.body())));
            counts().carriedOut(name);
            return answer(output);
        } catch (RefusedException e) {
            return refusal(e);
        } catch (IOException e) {
            return refusal(RefusedException.parameter("The body is no JSON object."));
        } catch (RuntimeException e) {
            return refusal(new RefusedException(
                    "InternalError", "The emulator failed: " + e.getClass().getSimpleName()));
        }
    }

    private EmulatedResponse answer(Output output) {
        Map<String, Object> response = new HashMap<>(output.members());
        response.put("RequestId", ids.get().toString());
        return json(200, response);
    }

    private EmulatedResponse refusal(RefusedException refusal) {
        return error(200, refusal.code(), String.valueOf(refusal.getMessage()));
    }

    @Override
    public EmulatedResponse error(int status, String code, String message) {
        return json(
                status,
                Map.of(
                        "Error",
                        Map.of("Code", code, "Message", message),
                        "RequestId",
                        ids.get().toString()));
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public EmulatedResponse tooLarge() {
        return error(200, "RequestSizeLimitExceeded", "The request has more than 10 MB.");
    }

    @Override
    public EmulatedResponse throttled() {
        return error(200, "RequestLimitExceeded", "Too many requests.");
    }

    @Override
    public EmulatedResponse internalError() {
        return error(200, "InternalError", "The service has failed.");
    }

    private static EmulatedResponse json(int status, Map<String, Object> response) {
        return EmulatedResponse.of(
                status, Map.of("Content-Type", "application/json"), Json.write(Map.of("Response", response)));
    }
}
