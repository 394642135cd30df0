package io.facebridge.operations.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of everybody in a migration, and how the decisions of both galleries compare. Holds no scores. Immutable. */
public final class MigrationReport {
    private final String migration;
    private final List<PersonMigrationResult> persons;
    private final @Nullable ShadowReport shadow;

    MigrationReport(String migration, List<PersonMigrationResult> persons, @Nullable ShadowReport shadow) {
        this.migration = migration;
        this.persons = persons;
        this.shadow = shadow;
    }

    /**
     * Returns every person of the image source, and every person of the old gallery without images.
     *
     * @return in the order of the source, then of the old gallery; unmodifiable
     */
    public List<PersonMigrationResult> persons() {
        return persons;
    }

    /**
     * How many persons ended so.
     *
     * @param outcome how
     * @return 0 or more
     */
    public long persons(Outcome outcome) {
        return persons.stream().filter(person -> person.outcome() == outcome).count();
    }

    /**
     * How many pictures ended so.
     *
     * @param outcome how
     * @return 0 or more
     */
    public long pictures(ImageMigrationResult.Outcome outcome) {
        return persons.stream()
                .flatMap(person -> person.pictures().stream())
                .filter(picture -> picture.outcome() == outcome)
                .count();
    }

    /**
     * How the decisions compare.
     *
     * @return empty before {@link GalleryMigration#shadow}
     */
    public Optional<ShadowReport> shadow() {
        return Optional.ofNullable(shadow);
    }

    /**
     * Returns the number of people who belong in the new gallery and are not there: who wait, failed, are unknown, whose
     * images were all rejected, or who have no image.
     *
     * @return 0 or more
     */
    public long remaining() {
        return persons(Outcome.WAITING)
                + persons(Outcome.FAILED)
                + persons(Outcome.UNKNOWN)
                + persons(Outcome.NOT_MOVED)
                + persons(Outcome.NO_PICTURES);
    }

    /**
     * Returns whether every person who belongs into the new gallery is there. While it is not complete the old gallery is still
     * needed.
     *
     * @return {@code false} if any person is {@linkplain #remaining() remaining}
     */
    public boolean complete() {
        return remaining() == 0;
    }

    /**
     * The report in words, with who was not moved and why.
     *
     * @return lines that end with a line feed; names persons and pictures
     */
    public String toText() {
        StringBuilder text = new StringBuilder(migration).append('\n');
        for (Outcome outcome : Outcome.values()) {
            if (persons(outcome) > 0) {
                text.append(String.format(Locale.ROOT, "%7d %s%n", persons(outcome), outcome.words()));
            }
        }
        for (ImageMigrationResult.Outcome outcome : ImageMigrationResult.Outcome.values()) {
            if (pictures(outcome) > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "%7d pictures %s%n",
                        pictures(outcome),
                        outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            }
        }
        for (PersonMigrationResult person : persons) {
            if (person.outcome() != Outcome.MOVED && person.outcome() != Outcome.WAITING) {
                text.append(person.person().value())
                        .append(": ")
                        .append(person.outcome().words());
                text.append(person.reason().isEmpty() ? "" : ", " + person.reason())
                        .append('\n');
            }
            for (ImageMigrationResult picture : person.pictures()) {
                if (!picture.reason().isEmpty() && person.outcome() != Outcome.WAITING) {
                    text.append("  ")
                            .append(picture.picture())
                            .append(": ")
                            .append(picture.reason())
                            .append('\n');
                }
            }
        }
        if (shadow != null) {
            appendShadow(text, shadow);
        }
        text.append(next()).append('\n');
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static void appendShadow(StringBuilder text, ShadowReport shadow) {
        text.append("decisions of both by ").append(shadow.policy()).append('\n');
        for (Question question : Question.values()) {
            if (shadow.asked(question) > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "%7d of %d agree: %s%n",
                        shadow.agreed(question),
                        shadow.asked(question),
                        question.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            }
        }
        for (ShadowResult answer : shadow.disagreements()) {
            text.append("  ")
                    .append(answer.person().value())
                    .append(' ')
                    .append(answer.picture())
                    .append(", ")
                    .append(answer.question().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(": ")
                    .append(answer.source())
                    .append(" before, ")
                    .append(answer.target())
                    .append(" after\n");
        }
    }

    private String next() {
        if (persons(Outcome.WAITING) > 0) {
            return "run the migration: " + persons(Outcome.WAITING) + " of " + persons.size() + " persons are waiting";
        }
        if (persons(Outcome.FAILED) + persons(Outcome.UNKNOWN) > 0) {
            return "run the migration again: it goes on with those who failed or are unknown";
        }
        if (!complete()) {
            return remaining() + " of " + persons.size()
                    + " persons are not in the new gallery: keep the old one, and run the"
                    + " migration again with other pictures of them or another quality gate";
        }
        if (shadow == null) {
            return "compare the decisions of both galleries before you leave the old one";
        }
        if (!shadow.complete()) {
            return "the comparison was broken off: ask again";
        }
        if (shadow.answers().isEmpty()) {
            return "no decision was compared: name pictures that were not enrolled, of persons who were moved";
        }
        return shadow.disagreements().isEmpty()
                ? "both decide alike; leave the old gallery, and delete it when nobody needs it any more"
                : "look at where they differ before you leave the old gallery";
    }

    /**
     * The report for programs.
     *
     * @return a JSON object; names persons and pictures
     */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("migration", migration);
        json.writeBooleanField("complete", complete());
        json.writeNumberField("remaining", remaining());
        json.writeArrayFieldStart("persons");
        for (PersonMigrationResult person : persons) {
            json.writeStartObject();
            json.writeStringField("person", person.person().value());
            json.writeStringField("outcome", person.outcome().name());
            json.writeStringField("reason", person.reason());
            json.writeArrayFieldStart("pictures");
            for (ImageMigrationResult picture : person.pictures()) {
                json.writeStartObject();
                json.writeStringField("picture", picture.picture());
                json.writeStringField("outcome", picture.outcome().name());
                json.writeStringField("reason", picture.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        if (shadow != null) {
            json.writeObjectFieldStart("shadow");
            json.writeStringField("policy", shadow.policy());
            json.writeBooleanField("complete", shadow.complete());
            json.writeArrayFieldStart("answers");
            for (ShadowResult answer : shadow.answers()) {
                json.writeStartObject();
                json.writeStringField("person", answer.person().value());
                json.writeStringField("picture", answer.picture());
                json.writeStringField("question", answer.question().name());
                json.writeStringField("before", answer.source().name());
                json.writeStringField("after", answer.target().name());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Returns text with the numbers of people and without their ids. */
    @Override
    public String toString() {
        return "MigrationReport[" + persons(Outcome.MOVED) + " of " + persons.size() + " persons moved]";
    }
}
