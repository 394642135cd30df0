package io.facebridge.emulator.internal.tencent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, checked by the service's rules as they are read. */
final class Input {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-%@#&_]+");
    private static final Pattern NAME = Pattern.compile("[\\p{IsHan}A-Za-z0-9\\-_]*");
    private static final int MAX_ID_LENGTH = 64;

    private final Map<String, Object> parameters;

    Input(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    @Nullable
    String optionalText(String name) {
        Object value = parameters.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw RefusedException.parameter("The parameter " + name + " is a text.");
    }

    String text(String name) {
        String value = optionalText(name);
        if (value == null || value.isEmpty()) {
            throw RefusedException.missing(name);
        }
        return value;
    }

    /** A group's id. */
    String groupId() {
        return id("GroupId", text("GroupId"));
    }

    /** A person's id. */
    String personId() {
        return id("PersonId", text("PersonId"));
    }

    static String id(String name, String value) {
        if (value.length() > MAX_ID_LENGTH) {
            throw RefusedException.value(name + "TooLong", "The id has more than 64 bytes.");
        }
        if (!ID.matcher(value).matches()) {
            throw RefusedException.value(name + "Illegal", "The id has characters that are not allowed.");
        }
        return value;
    }

    /** A name of 1 to {@code maxLength} characters of those that the service allows. */
    static String name(String what, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw RefusedException.value(what + "TooLong", "The text has more than " + maxLength + " characters.");
        }
        if (!NAME.matcher(value).matches()) {
            throw RefusedException.value(what + "Illegal", "The text has characters that are not allowed.");
        }
        return value;
    }

    long integer(String name, long preset) {
        Object value = parameters.get(name);
        if (value == null) {
            return preset;
        }
        if (value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0) {
            return number.longValue();
        }
        throw RefusedException.parameter("The parameter " + name + " is an integer.");
    }

    /** An integer within bounds, or the error of that name. */
    long integer(String name, long preset, long min, long max, String code) {
        long value = integer(name, preset);
        if (value < min || value > max) {
            throw new RefusedException(code, "The parameter " + name + " is outside of its range.");
        }
        return value;
    }

    boolean flag(String name) {
        return integer(name, 0) == 1;
    }

    /** A threshold of scores. */
    double threshold(double preset) {
        Object value = parameters.get("FaceMatchThreshold");
        if (value == null) {
            return preset;
        }
        if (value instanceof BigDecimal number && number.signum() >= 0 && number.doubleValue() <= 100) {
            return number.doubleValue();
        }
        throw RefusedException.value("FaceMatchThresholdIllegal", "FaceMatchThreshold is from 0 to 100.");
    }

    /** A level of quality control. */
    int qualityControl() {
        return (int) integer("QualityControl", 0, 0, 4, "InvalidParameterValue.QualityControlIllegal");
    }

    /** The version of the face model that is asked for. */
    String model() {
        String model = optionalText("FaceModelVersion");
        if (model == null || model.isEmpty()) {
            return Store.MODEL_3;
        }
        if (!model.equals(Store.MODEL_2) && !model.equals(Store.MODEL_3)) {
            throw RefusedException.value("FaceModelVersionIllegal", "The face model version is not known.");
        }
        return model;
    }

    List<String> texts(String name) {
        Object value = parameters.get(name);
        List<String> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        if (!(value instanceof List<?> list)) {
            throw RefusedException.parameter("The parameter " + name + " is a list.");
        }
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw RefusedException.parameter("The parameter " + name + " is a list of texts.");
            }
            texts.add(text);
        }
        return texts;
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    List<Input> structures(String name) {
        Object value = parameters.get(name);
        List<Input> structures = new ArrayList<>();
        if (value == null) {
            return structures;
        }
        if (!(value instanceof List<?> list)) {
            throw RefusedException.parameter("The parameter " + name + " is a list.");
        }
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                throw RefusedException.parameter("The parameter " + name + " is a list of structures.");
            }
            structures.add(new Input((Map<String, Object>) map));
        }
        return structures;
    }
}
