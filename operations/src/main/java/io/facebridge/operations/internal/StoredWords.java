package io.facebridge.operations.internal;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The words for constants in the table of reviews and in audit logs. Constants that were renamed keep their former words, because
 * instances of earlier versions read the same tables and logs.
 */
public final class StoredWords {
    private static final Map<String, String> WORDS_BY_NAME =
            Map.of("REJECTED", "REFUSED", "SCORE_NOT_RETURNED", "SCORE_NOT_TOLD");

    private static final Map<String, String> NAMES_BY_WORD =
            WORDS_BY_NAME.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private StoredWords() {}

    /**
     * Returns the stored word of a constant.
     *
     * @param constant the constant
     * @return the word
     */
    public static String wordOf(Enum<?> constant) {
        return WORDS_BY_NAME.getOrDefault(constant.name(), constant.name());
    }

    /**
     * Returns the constant of a stored word.
     *
     * @param <E> the type of the constant
     * @param type its class
     * @param word the word
     * @return the constant
     * @throws IllegalArgumentException if the type has no such constant
     */
    public static <E extends Enum<E>> E constantOf(Class<E> type, String word) {
        return Enum.valueOf(type, NAMES_BY_WORD.getOrDefault(word, word));
    }
}
