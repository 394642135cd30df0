package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.face.QualityReason;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts the reasons of rejections, most frequent first, with remedies in terms of the command line. */
final class RefusalSummary {
    /** Another face is nearly as large as the largest one. */
    static final String RIVAL_FACE = "RivalFace";

    private final Map<Key, Integer> counts = new LinkedHashMap<>();
    private final Quality.Preset quality;
    private final boolean canSelect;
    private int rejected;

    /**
     * Creates an empty summary of a command with {@code --quality} and {@code --face}.
     *
     * @param quality the gate that judged the images
     */
    RefusalSummary(Quality.Preset quality) {
        this(quality, true);
    }

    private RefusalSummary(Quality.Preset quality, boolean canSelect) {
        this.quality = quality;
        this.canSelect = canSelect;
    }

    /** Creates an empty summary of a command on whose options no image depends. */
    static RefusalSummary withoutOptions() {
        return new RefusalSummary(Quality.Preset.OFF, false);
    }

    private record Key(String type, String reason, boolean byService) {
        String inWords() {
            String words = (reason.isEmpty() ? type.replaceAll("(?<=[a-z])(?=[A-Z])", " ") : reason.replace('_', ' '))
                    .toLowerCase(Locale.ROOT);
            String subject = type.equals("InvalidImage") ? "image " + words : words;
            return byService ? subject + " for the service" : subject;
        }
    }

    RefusalSummary add(Refusal refusal) {
        return add(refusal.failure().type(), refusal.reasons(), refusal.byService());
    }

    RefusalSummary add(String type, List<String> reasons, boolean byService) {
        rejected++;
        for (String reason : reasons.isEmpty() ? List.of("") : reasons) {
            counts.merge(new Key(type, reason, byService), 1, Integer::sum);
        }
        return this;
    }

    /** Returns the number of rejections, each with one reason or several. */
    int count() {
        return rejected;
    }

    private Stream<Map.Entry<Key, Integer>> mostFrequentFirst() {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<Key, Integer>::getValue).reversed());
    }

    /** Returns a table for standard output; no line if there are no rejections. */
    List<String> lines(Terminal terminal) {
        Text.Table table = new Text.Table("rll", "count", "reason", "remedy");
        mostFrequentFirst()
                .forEach(entry -> table.row(
                        entry.getValue().toString(), Text.oneLine(entry.getKey().inWords()), remedy(entry.getKey())));
        return counts.isEmpty() ? List.of() : table.lines("  ", terminal);
    }

    /** An array, empty if there are none. */
    void write(JsonGenerator json, String name) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<Key, Integer> entry : mostFrequentFirst().toList()) {
            json.writeStartObject();
            json.writeStringField("type", entry.getKey().type());
            Json.text(
                    json,
                    "reason",
                    entry.getKey().reason().isEmpty() ? null : entry.getKey().reason());
            json.writeNumberField("count", entry.getValue());
            json.writeStringField("remedy", remedy(entry.getKey()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private String remedy(Key key) {
        return switch (key.type()) {
            case "LowQuality" -> key.byService() ? pictures(key.reason()) : milder(key.reason());
            case "TooManyFaces", RIVAL_FACE ->
                canSelect
                        ? "crop the images, or select a face with --face largest or --face central"
                        : "crop the images to one person";
            case "FaceNotFound" -> "use images that show a face, upright and not too small";
            case "InvalidImage" -> files(key.reason());
            case Refusal.INVALID_ID ->
                "use ids that the provider allows; 1 to 40 of A-Z, a-z, 0-9, - and _ are valid" + " for all";
            case Refusal.WRONG_FOLDER -> "put every image into its person's folder, as FOLDER/PERSON/IMAGE";
            case Refusal.NO_PICTURES -> "put images into the person's folder, as FOLDER/PERSON/IMAGE";
            case Refusal.ERASED ->
                "remove the images; if the person has consented again, enroll the person"
                        + " alone, or with another --journal";
            default -> "see the message of each image";
        };
    }

    private static String files(String reason) {
        return switch (reason) {
            case "NOT_READABLE" -> "check that the files exist and are readable";
            case "TOO_SMALL" -> "use larger images";
            case "TOO_MANY_BYTES", "TOO_MANY_PIXELS" -> "shrink the images";
            case "REFUSED" -> "see the message of each image";
            default -> "save the images again, as JPEG or PNG";
        };
    }

    private String milder(String reason) {
        String pictures = pictures(reason);
        if (quality == Quality.Preset.OFF) {
            return pictures;
        }
        boolean isSmall = reason.equals(QualityReason.TOO_SMALL.name());
        if (quality == Quality.Preset.ENROLL && isSmall) {
            return pictures + ", or accept faces from 36 pixels with --quality lenient";
        }
        if (quality == Quality.Preset.LENIENT || isSmall) {
            return pictures + ", or accept what the provider accepts with --quality off";
        }
        return pictures + ", or accept these with --quality lenient";
    }

    private static String pictures(String reason) {
        return switch (reason) {
            case "TOO_SMALL", "EYES_TOO_CLOSE" -> "use larger images of the face";
            case "TOO_BLURRED" -> "use sharp images";
            case "TOO_DARK", "TOO_BRIGHT" -> "use evenly lit images";
            case "EXTREME_POSE" -> "use frontal images";
            case "OCCLUDED", "MASKED" -> "use images with the face uncovered";
            case "SEVERAL_FACES" -> "crop the images to one person";
            default -> "use other images";
        };
    }
}
