package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Json;
import io.facebridge.emulator.internal.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an operation answers. */
final class Reply {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** An object. */
    static Reply of(Output output) {
        return json(Json.write(output.members()));
    }

    /** A list of objects. */
    static Reply of(List<Output> outputs) {
        return json(Json.write(outputs.stream().map(Output::members).toList()));
    }

    private static Reply json(byte[] body) {
        return new Reply(OK, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    /** Done, and nothing to be said. */
    static Reply empty() {
        return new Reply(OK, Map.of(), new byte[0]);
    }

    /** Begun; how it goes can be asked there. */
    static Reply accepted(String location) {
        return new Reply(ACCEPTED, Map.of("Operation-Location", location), new byte[0]);
    }

    /** Gone. */
    static Reply noContent() {
        return new Reply(NO_CONTENT, Map.of(), new byte[0]);
    }

    /** An image. */
    static Reply picture(byte[] jpeg, String name) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/octet-stream");
        headers.put("Content-Disposition", "attachment; filename=" + name + ".jpg");
        return new Reply(OK, headers, jpeg);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "Reply[" + status + ", " + body.length + " bytes]";
    }
}
