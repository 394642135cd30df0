package io.facebridge.aws.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Removes the service's messages from its errors before the SDK reads them. They repeat data that was sent, a person's id for
 * example, and the SDK logs them in several places at DEBUG.
 */
final class AwsWords {
    private static final String LEFT_OUT = "; what the service says about it is left out, because it may name a person";

    private final JsonFactory json = new JsonFactory();

    /** An error's body without its message, of which the kind of thing that it is about is kept; no error if it is no JSON. */
    byte[] withoutMessage(byte[] body) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(body.length);
        try (JsonParser parser = json.createParser(body);
                JsonGenerator out = json.createGenerator(changed)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING
                        && "message".equalsIgnoreCase(parser.currentName())) {
                    out.writeString(subject(parser.getText()) + LEFT_OUT);
                } else {
                    out.copyCurrentEvent(parser);
                }
            }
        } catch (IOException e) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
        return changed.toByteArray();
    }

    /** What comes first in it. */
    private static String subject(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        int user = words.indexOf("user");
        int collection = words.indexOf("collection");
        if (user >= 0 && (collection < 0 || user < collection)) {
            return "a user";
        }
        return collection >= 0 ? "a collection" : "an error";
    }
}
