package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.EmulatedResponse;
import io.facebridge.emulator.internal.EmulatedService;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.HttpCall;
import io.facebridge.emulator.internal.Json;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The service's protocol, AWS JSON 1.1: operation, authorization, response and error response. */
public final class Service extends EmulatedService {
    /** Two images that are a little too large each get as far as the check of images. */
    private static final int MAX_BYTES = 20 << 20;

    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final String TARGET = "RekognitionService.";

    private final Map<String, Operation> operations;
    private final Access access;
    private final Supplier<UUID> ids;

    private Service(Map<String, Operation> operations, Access access, Clock clock, Supplier<UUID> ids) {
        super(operations.keySet(), clock);
        this.operations = operations;
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
        Pages pages = new Pages(ids.get().toString());
        Images images = new Images(store);
        VisibleFaces visibleFaces = new VisibleFaces(analyzer);
        GroupOperations collections = new GroupOperations(store, pages);
        FaceOperations faces = new FaceOperations(store, pages, images, visibleFaces);
        PersonOperations users = new PersonOperations(store, pages, scores);
        SearchOperations searches = new SearchOperations(store, images, visibleFaces, scores);
        ImageOperations ofImages = new ImageOperations(images, visibleFaces, scores);
        Map<String, Operation> operations = Map.ofEntries(
                Map.entry("DetectFaces", ofImages::detectFaces),
                Map.entry("CompareFaces", ofImages::compareFaces),
                Map.entry("CreateCollection", collections::createCollection),
                Map.entry("DescribeCollection", collections::describeCollection),
                Map.entry("ListCollections", collections::listCollections),
                Map.entry("DeleteCollection", collections::deleteCollection),
                Map.entry("IndexFaces", faces::indexFaces),
                Map.entry("ListFaces", faces::listFaces),
                Map.entry("DeleteFaces", faces::deleteFaces),
                Map.entry("SearchFaces", searches::searchFaces),
                Map.entry("SearchFacesByImage", searches::searchFacesByImage),
                Map.entry("CreateUser", users::createUser),
                Map.entry("DeleteUser", users::deleteUser),
                Map.entry("ListUsers", users::listUsers),
                Map.entry("AssociateFaces", users::associateFaces),
                Map.entry("DisassociateFaces", users::disassociateFaces),
                Map.entry("SearchUsers", searches::searchUsers),
                Map.entry("SearchUsersByImage", searches::searchUsersByImage),
                Map.entry("CreateFaceLivenessSession", sessions::create),
                Map.entry("GetFaceLivenessSessionResults", sessions::results));
        return new Service(operations, access, clock, ids);
    }

    @Override
    public EmulatedResponse answer(HttpCall call) {
        String requestId = ids.get().toString();
        String target = call.header("X-Amz-Target");
        String name = target != null && target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
        Operation operation = operations.get(name);
        if (operation == null || !call.method().equals("POST")) {
            return refusal(RefusedException.unknownOperation(), requestId);
        }
        return attempt(name, () -> carryOut(name, operation, call, requestId)).withHeader(REQUEST_ID, requestId);
    }

    private EmulatedResponse carryOut(String name, Operation operation, HttpCall call, String requestId) {
        try {
            access.check(call, clock());
            Output output = operation.carryOut(input(call));
            counts().carriedOut(name);
            return answer(200, output.members(), requestId);
        } catch (RefusedException e) {
            return refusal(e, requestId);
        } catch (RuntimeException e) {
            return refusal(
                    new RefusedException(
                            500,
                            "InternalServerError",
                            "The emulator failed: " + e.getClass().getSimpleName()),
                    requestId);
        }
    }

    private Input input(HttpCall call) {
        try {
            return new Input(Json.read(call.body()), access.regionOf(call));
        } catch (IOException e) {
            throw RefusedException.serialization("the body is no JSON object");
        }
    }

    private static EmulatedResponse refusal(RefusedException refusal, String requestId) {
        return answer(refusal.status(), error(refusal.code(), refusal.getMessage()), requestId);
    }

    private static Map<String, Object> error(String code, @Nullable String message) {
        return new Output().with("__type", code).with("Message", message).members();
    }

    private static EmulatedResponse answer(int status, Map<String, Object> body, String requestId) {
        return EmulatedResponse.of(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.1", REQUEST_ID, requestId),
                Json.write(widened(body)));
    }

    /** The service computes in single precision and writes in double: 99.97913360595703, where 99.97913 is the same number. */
    private static Map<String, Object> widened(Map<?, ?> structure) {
        Map<String, Object> widened = new LinkedHashMap<>();
        structure.forEach((name, value) -> widened.put(name.toString(), widened(value)));
        return widened;
    }

    private static Object widened(Object value) {
        if (value instanceof Map<?, ?> structure) {
            return widened(structure);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Service::widened).toList();
        }
        return value instanceof Float number ? Double.valueOf(number) : value;
    }

    @Override
    public EmulatedResponse error(int status, String code, String message) {
        return EmulatedResponse.of(
                status, Map.of("Content-Type", "application/x-amz-json-1.1"), Json.write(error(code, message)));
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public EmulatedResponse tooLarge() {
        return error(400, "ValidationException", "The request has more than 20 MiB.");
    }

    /** Returns the response to a throttled request, with status 400 or, at times, 500. */
    @Override
    public EmulatedResponse throttled() {
        return error(400, "ThrottlingException", "Slow down; sudden increase in rate of requests.");
    }

    @Override
    public EmulatedResponse internalError() {
        return error(
                500, "InternalServerError", "Amazon Rekognition experienced a service issue. Try your call again.");
    }
}
