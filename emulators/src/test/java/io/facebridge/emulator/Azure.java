package io.facebridge.emulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.testkit.PaintedFaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JDK's client, pointed at an emulator and trusting its certificate. */
final class Azure {
    static final String KEY = "key-of-tests";
    private static final JsonFactory JSON = new JsonFactory();

    private final AzureEmulator emulator;
    private final HttpClient http;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Azure(AzureEmulator emulator) {
        this.emulator = emulator;
        http = HttpClient.newBuilder().sslContext(emulator.sslContext()).build();
        headers.put("Ocp-Apim-Subscription-Key", KEY);
    }

    /** From now on with another header, or without it. */
    Azure with(String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    /** An answer. */
    record Answer(int status, HttpResponse<byte[]> response) {
        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        /** A member of the answer: {@code "candidates", 0, "personId"} down from the document; null if it is not there. */
        @Nullable
        Object at(Object... path) {
            Object value = document();
            for (Object step : path) {
                if (value instanceof List<?> list) {
                    int index = (Integer) step;
                    value = index < list.size() ? list.get(index) : null;
                } else {
                    value = value instanceof Map<?, ?> map ? map.get(step) : null;
                }
            }
            return value;
        }

        String textAt(Object... path) {
            return String.valueOf(at(path));
        }

        double numberAt(Object... path) {
            return ((Number) java.util.Objects.requireNonNull(at(path))).doubleValue();
        }

        List<?> list(Object... path) {
            return (List<?>) java.util.Objects.requireNonNull(at(path));
        }

        /** Status and code of a refusal. */
        String refusal() {
            return status + " " + at("error", "code");
        }

        @Nullable
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        private Object document() {
            try (JsonParser parser = JSON.createParser(response.body())) {
                parser.nextToken();
                return value(parser);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Object value(JsonParser parser) throws IOException {
            switch (parser.currentToken()) {
                case START_OBJECT -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        String name = parser.currentName();
                        parser.nextToken();
                        map.put(name, value(parser));
                    }
                    return map;
                }
                case START_ARRAY -> {
                    List<Object> list = new ArrayList<>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        list.add(value(parser));
                    }
                    return list;
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    return parser.getDoubleValue();
                }
                case VALUE_TRUE -> {
                    return true;
                }
                case VALUE_FALSE -> {
                    return false;
                }
                default -> {
                    return parser.getText();
                }
            }
        }
    }

    Answer get(String path) {
        return send("GET", path, null, new byte[0]);
    }

    Answer delete(String path) {
        return send("DELETE", path, null, new byte[0]);
    }

    Answer json(String method, String path, String body) {
        return send(method, path, "application/json", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, String body) {
        return json("POST", path, body);
    }

    Answer bytes(String path, byte[] body) {
        return send("POST", path, "application/octet-stream", body);
    }

    Answer send(String method, String path, @Nullable String type, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/face/v1.2" + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A form with fields, and a picture unless it is null; without a file name if that is null. */
    Answer form(String path, Map<String, String> fields, byte @Nullable [] picture, @Nullable String fileName) {
        String boundary = "boundary-of-tests";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        if (picture != null) {
            String file = fileName == null ? "" : "; filename=\"" + fileName + "\"";
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"verifyImage\"" + file
                            + "\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(picture);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send("POST", path, "multipart/form-data; boundary=" + boundary, body.toByteArray());
    }

    // What most tests begin with

    /** A picture with a face that the service takes: it has more than 1 KB. */
    static byte[] portrait(int person, int photograph) {
        return picture(300, 300, PaintedFaces.face(50, 50, 150, person, photograph));
    }

    static byte[] picture(int width, int height, PaintedFaces.Square... squares) {
        return PaintedFaces.image("bmp", width, height, squares);
    }

    /** Detects the only face with the newest models; its id. */
    String face(int person, int photograph) {
        return bytes(
                        "/detect?detectionModel=detection_03&recognitionModel=recognition_04",
                        portrait(person, photograph))
                .textAt(0, "faceId");
    }

    /** Makes a group for the newest recognition model. */
    void group(String id) {
        Answer created =
                json("PUT", "/largepersongroups/" + id, "{'name': '" + id + "', 'recognitionModel': 'recognition_04'}");
        if (created.status() != 200) {
            throw new AssertionError(created.text());
        }
    }

    /** Makes a person with a face of each photograph; its id. */
    String person(String group, int person, int... photographs) {
        String path = "/largepersongroups/" + group + "/persons";
        String id = post(path, "{'name': 'person " + person + "'}").textAt("personId");
        for (int photograph : photographs) {
            Answer added = bytes(path + "/" + id + "/persistedfaces", portrait(person, photograph));
            if (added.status() != 200) {
                throw new AssertionError(added.text());
            }
        }
        return id;
    }

    void train(String group) {
        Answer begun = send("POST", "/largepersongroups/" + group + "/train", null, new byte[0]);
        if (begun.status() != 202) {
            throw new AssertionError(begun.text());
        }
    }

    Answer identify(String group, String... faces) {
        return post(
                "/identify",
                "{'faceIds': ['" + String.join("','", faces) + "'], 'largePersonGroupId': '" + group + "'}");
    }
}
