package io.facebridge.local.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.match.FalseMatchTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The false match rates that were measured for the pinned models, read from {@code published-rates.json}. They hold for
 * those three files and no others.
 */
public final class PublishedRates {
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> caveats = new ArrayList<>();
    private final List<FalseMatchTable.Point> points = new ArrayList<>();

    private PublishedRates() {}

    /** Reads the data that comes with the library. */
    public static PublishedRates read() {
        PublishedRates rates = new PublishedRates();
        try (InputStream in = Objects.requireNonNull(
                        PublishedRates.class.getResourceAsStream("/io/facebridge/local/published-rates.json"));
                JsonParser json = new JsonFactory().createParser(in)) {
            rates.object(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own published-rates.json is damaged", e);
        }
        return rates;
    }

    /** Returns whether the rates were measured with these files, given by their SHA-256. */
    public boolean holdFor(String detector, String landmarks, String embedder) {
        return detector.equals(texts.get("detector"))
                && landmarks.equals(texts.get("landmarks"))
                && embedder.equals(texts.get("embedder"));
    }

    /** Returns the rates. */
    public FalseMatchTable table() {
        return FalseMatchTable.of(
                points,
                Double.parseDouble(Objects.requireNonNull(texts.get("resolution"))),
                Objects.requireNonNull(texts.get("source")),
                caveats);
    }

    private void object(JsonParser json) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("caveats")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    caveats.add(json.getText());
                }
            } else if (name.equals("points")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    points.add(point(json));
                }
            } else if (value.isScalarValue()) {
                texts.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private static FalseMatchTable.Point point(JsonParser json) throws IOException {
        double rate = Double.NaN;
        double threshold = Double.NaN;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("falseMatchRate")) {
                rate = json.getDoubleValue();
            } else if (name.equals("threshold")) {
                threshold = json.getDoubleValue();
            } else {
                json.skipChildren();
            }
        }
        return new FalseMatchTable.Point(rate, threshold);
    }
}
