package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.error.Effect;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.Point;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes the parts of JSON documents that several commands share; {@code docs/reference/cli.md} defines them. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes a document as one line. */
    static String document(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, Failure failure) throws IOException {
        json.writeStartObject();
        error(json, failure);
        json.writeEndObject();
    }

    static void error(JsonGenerator json, Failure failure) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("type", failure.type());
        json.writeStringField("message", failure.message());
        if (failure.effect() != Effect.NONE) {
            json.writeStringField("effect", failure.effect().name());
        }
        json.writeEndObject();
    }

    static void box(JsonGenerator json, String name, BoundingBox box) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("left", box.left());
        json.writeNumberField("top", box.top());
        json.writeNumberField("width", box.width());
        json.writeNumberField("height", box.height());
        json.writeEndObject();
    }

    static void point(JsonGenerator json, String name, Point point) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("x", point.x());
        json.writeNumberField("y", point.y());
        json.writeEndObject();
    }

    static void number(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        } else {
            json.writeNullField(name);
        }
    }

    static void count(JsonGenerator json, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }

    static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    /** Writes the fields {@code score} and {@code scale}, both null if there is none. */
    static void score(JsonGenerator json, @Nullable Score score) throws IOException {
        if (score == null) {
            json.writeNullField("score");
            json.writeNullField("scale");
        } else {
            json.writeNumberField("score", score.value());
            scale(json, score.scale());
        }
    }

    static void scale(JsonGenerator json, ScoreScale scale) throws IOException {
        json.writeObjectFieldStart("scale");
        json.writeStringField("provider", scale.provider().value());
        json.writeStringField("model", scale.model());
        json.writeStringField("operation", scale.operation().name());
        json.writeNumberField("min", scale.min());
        json.writeNumberField("max", scale.max());
        json.writeEndObject();
    }

    /** A writer of JSON. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
