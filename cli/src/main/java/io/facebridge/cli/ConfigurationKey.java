package io.facebridge.cli;

import io.facebridge.FaceProviders;
import io.facebridge.face.FaceSelection;
import io.facebridge.provider.ProviderId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that a configuration may set: what is used and how it decides, never a confirmation, an output or a secret. */
enum ConfigurationKey {
    PROVIDER(Form.PROVIDER, null),
    MODELS(Form.PATH, "models"),
    STORE(Form.PATH, "store"),
    STORE_KEY_FILE(Form.KEY_FILE, "storeKeyFile"),
    OLD_STORE_KEY_FILE(Form.KEY_FILE, "oldStoreKeyFiles"),
    REGION(Form.TEXT, "region"),
    ENDPOINT(Form.TEXT, "endpoint"),
    FMR(Form.RATE, null),
    FPIR(Form.RATE, null),
    THRESHOLD(Form.NUMBER, null),
    CALIBRATION(Form.PATH, null),
    QUALITY(Form.QUALITY, null),
    FACE(Form.FACE, null);

    /** How a value is written. */
    enum Form {
        /** The name of a provider. */
        PROVIDER,
        /** A file or folder. */
        PATH,
        /** The name of a key and the file that contains it. */
        KEY_FILE,
        /** Any text. */
        TEXT,
        /** A number greater than 0 and less than 1. */
        RATE,
        /** Any number. */
        NUMBER,
        /** The name of a quality gate. */
        QUALITY,
        /** The name of a selection of a face. */
        FACE
    }

    private final Form form;
    private final @Nullable String setting;

    ConfigurationKey(Form form, @Nullable String setting) {
        this.form = form;
        this.setting = setting;
    }

    Form form() {
        return form;
    }

    /** Returns the provider's setting that the option sets; empty if it is none. */
    Optional<String> setting() {
        return Optional.ofNullable(setting);
    }

    /** Returns whether the option can be repeated. */
    boolean isList() {
        return this == CALIBRATION || this == OLD_STORE_KEY_FILE;
    }

    /** Returns the name in a file. */
    String inFile() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String option() {
        return "--" + inFile();
    }

    String variable() {
        return "FACEBRIDGE_" + name();
    }

    static Optional<ConfigurationKey> named(String inFile) {
        return Arrays.stream(values())
                .filter(key -> key.inFile().equals(inFile))
                .findFirst();
    }

    /** Returns what is wrong with a value, as it follows the name and the value; empty if it can be used. */
    Optional<String> fault(String value) {
        return switch (form) {
            case PROVIDER -> oneOf(value, providers());
            case QUALITY -> oneOf(value, words(Quality.Preset.values()));
            case FACE -> oneOf(value, words(FaceSelection.values()));
            case RATE ->
                isRate(value) ? Optional.empty() : Optional.of("a rate greater than 0 and less than 1, such as 1e-4");
            case NUMBER -> isNumber(value) ? Optional.empty() : Optional.of("a number, such as 0.5");
            case KEY_FILE ->
                value.indexOf('=') > 0 && value.indexOf('=') < value.length() - 1
                        ? Optional.empty()
                        : Optional.of("NAME=FILE, the name of the key and the file that contains it");
            case PATH, TEXT -> Optional.empty();
        };
    }

    private static Optional<String> oneOf(String value, List<String> words) {
        return words.contains(value)
                ? Optional.empty()
                : Optional.of("one of " + String.join(", ", words) + Configuration.didYouMean(value, words));
    }

    private static List<String> providers() {
        return FaceProviders.available().stream().map(ProviderId::value).toList();
    }

    private static List<String> words(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean isNumber(String value) {
        try {
            return Double.isFinite(Double.parseDouble(value)) && value.matches("[-+.\\deE]+");
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isRate(String value) {
        return isNumber(value) && Double.parseDouble(value) > 0 && Double.parseDouble(value) < 1;
    }
}
