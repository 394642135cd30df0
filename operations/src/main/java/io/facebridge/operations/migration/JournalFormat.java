package io.facebridge.operations.migration;

import io.facebridge.operations.migration.ShadowResult.Decision;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The formats of a journal: its first line, and the names of outcomes and decisions. New journals have format 3. A journal of an
 * earlier format is continued in that format, so that its lines have one form and the version that created it can read it.
 */
enum JournalFormat {
    /** The first format. */
    ONE("facebridge migration journal 1"),
    /** With marks of people who were erased. */
    TWO("facebridge migration journal 2"),
    /** With the current names of outcomes, questions and decisions. */
    THREE("facebridge migration journal 3");

    /** The names in formats 1 and 2 of constants that were renamed; the others have the same name. */
    private static final Map<Enum<?>, String> FORMER_NAMES = Map.of(
            PersonMigrationResult.Outcome.NO_IMAGES, "NO_PICTURES",
            PersonMigrationResult.Outcome.ALREADY_ENROLLED, "ALREADY_THERE",
            PersonMigrationResult.Outcome.PENDING, "WAITING",
            ImageMigrationResult.Outcome.REJECTED, "REFUSED",
            ImageMigrationResult.Outcome.OMITTED, "LEFT_OUT",
            ImageMigrationResult.Outcome.PENDING, "WAITING",
            Question.VERIFY_OTHER_PERSON, "VERIFY_SOMEBODY_ELSE",
            Decision.MATCH_OF_OTHER_PERSON, "MATCH_OF_SOMEBODY_ELSE",
            Decision.NO_DECISION, "NO_ANSWER");

    private final String header;

    JournalFormat(String header) {
        this.header = header;
    }

    /** {@return the text of the first line} */
    String header() {
        return header;
    }

    /** {@return the format with this first line; empty if there is none} */
    static Optional<JournalFormat> of(String header) {
        return Stream.of(values())
                .filter(format -> format.header.equals(header))
                .findFirst();
    }

    /** {@return the format that a journal of this one has once it contains marks of erased people} */
    JournalFormat withMarks() {
        return this == ONE ? TWO : this;
    }

    /** {@return the name of a constant in this format} */
    String nameOf(Enum<?> constant) {
        return this == THREE ? constant.name() : FORMER_NAMES.getOrDefault(constant, constant.name());
    }

    /**
     * Returns the constant of a name.
     *
     * @throws IllegalArgumentException if this format has no such name
     */
    <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> nameOf(constant).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no constant of " + type.getSimpleName() + " has the name"));
    }
}
