package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Counts;
import io.facebridge.emulator.internal.EmulatedResponse;
import io.facebridge.emulator.internal.FaceAnalyzer;
import io.facebridge.emulator.internal.Fault;
import io.facebridge.emulator.internal.FaultQueue;
import io.facebridge.emulator.internal.HttpCall;
import io.facebridge.emulator.internal.Json;
import io.facebridge.emulator.internal.LoopbackServer;
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

/** The service's protocol, AWS JSON 1.1: which operation, whether it may, what it answers, how it refuses. */
public final class Service implements LoopbackServer.Service {
    /** Two pictures that are a little too large each get as far as the check of images. */
    private static final int MOST_BYTES = 20 << 20;

    private static final String TARGET = "RekognitionService.";

    private final Map<String, Operation> operations;
    private final @Nullable SignatureCheck signatures;
    private final @Nullable String region;
    private final FaultQueue faults;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final Counts counts;

    private Service(
            Map<String, Operation> operations,
            @Nullable SignatureCheck signatures,
            @Nullable String region,
            FaultQueue faults,
            Clock clock,
            Supplier<UUID> ids) {
        this.operations = operations;
        this.signatures = signatures;
        this.region = region;
        this.faults = faults;
        this.clock = clock;
        this.ids = ids;
        counts = new Counts(operations.keySet());
    }

    /** Whose requests are accepted, and for which region; without a key all are, without a region any. */
    public record Access(
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable String region) {
        @Nullable
        SignatureCheck check(Clock clock) {
            return accessKey == null || secretKey == null
                    ? null
                    : new SignatureCheck(accessKey, secretKey, region, clock);
        }

        @Override
        public String toString() {
            return "Access[" + region + "]";
        }
    }

    /** The service over a store. */
    public static Service of(
            Store store,
            LivenessSessions sessions,
            FaceAnalyzer analyzer,
            ScoreMap scores,
            Access access,
            FaultQueue faults,
            Clock clock,
            Supplier<UUID> ids) {
        Pages pages = new Pages(ids.get().toString());
        Images images = new Images(store);
        VisibleFaces visibleFaces = new VisibleFaces(analyzer);
        GroupOperations collections = new GroupOperations(store, pages);
        FaceOperations faces = new FaceOperations(store, pages, images, visibleFaces, scores);
        PersonOperations users = new PersonOperations(store, pages, images, visibleFaces, scores);
        ImageOperations comparisons = new ImageOperations(images, visibleFaces, scores);
        Map<String, Operation> operations = Map.ofEntries(
                Map.entry("DetectFaces", comparisons::detectFaces),
                Map.entry("CompareFaces", comparisons::compareFaces),
                Map.entry("CreateCollection", collections::createCollection),
                Map.entry("DescribeCollection", collections::describeCollection),
                Map.entry("ListCollections", collections::listCollections),
                Map.entry("DeleteCollection", collections::deleteCollection),
                Map.entry("IndexFaces", faces::indexFaces),
                Map.entry("ListFaces", faces::listFaces),
                Map.entry("DeleteFaces", faces::deleteFaces),
                Map.entry("SearchFaces", faces::searchFaces),
                Map.entry("SearchFacesByImage", faces::searchFacesByImage),
                Map.entry("CreateUser", users::createUser),
                Map.entry("DeleteUser", users::deleteUser),
                Map.entry("ListUsers", users::listUsers),
                Map.entry("AssociateFaces", users::associateFaces),
                Map.entry("DisassociateFaces", users::disassociateFaces),
                Map.entry("SearchUsers", users::searchUsers),
                Map.entry("SearchUsersByImage", users::searchUsersByImage),
                Map.entry("CreateFaceLivenessSession", sessions::create),
                Map.entry("GetFaceLivenessSessionResults", sessions::results));
        return new Service(operations, access.check(clock), access.region, faults, clock, ids);
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
        counts.arrived(name);
        Fault fault = faults.take(name, clock.instant());
        EmulatedResponse instead = fault == null ? null : fault.instead();
        if (instead != null) {
            return instead.withHeader("x-amzn-RequestId", requestId);
        }
        EmulatedResponse answer = carryOut(name, operation, call, requestId);
        return fault == null ? answer : fault.after(answer);
    }

    private EmulatedResponse carryOut(String name, Operation operation, HttpCall call, String requestId) {
        try {
            if (signatures != null) {
                signatures.check(call);
            }
            Output output = operation.carryOut(input(call));
            counts.carriedOut(name);
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
            return new Input(Json.read(call.body()), region == null ? SignatureCheck.region(call) : region);
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
                Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", requestId),
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
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public EmulatedResponse tooLarge() {
        return error(400, "ValidationException", "The request has more than 20 MiB.");
    }

    /** The service throttles with 400 and, at times, with 500. */
    @Override
    public EmulatedResponse throttled() {
        return error(400, "ThrottlingException", "Slow down; sudden increase in rate of requests.");
    }

    @Override
    public EmulatedResponse internalError() {
        return error(
                500, "InternalServerError", "Amazon Rekognition experienced a service issue. Try your call again.");
    }

    /** The counts of operations. */
    public Counts counts() {
        return counts;
    }

    @Override
    public String toString() {
        return "Service[" + operations.size() + " operations]";
    }
}
