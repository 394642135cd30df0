package io.facebridge.operations.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.internal.Decimals;
import io.facebridge.internal.Plurals;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report of a migration: the outcome of every person, and the comparison of the decisions of both galleries once there is
 * one. Returned by {@link GalleryMigration#run}. Contains no scores. Immutable.
 */
public final class MigrationReport {
    private static final String FORMAT = "facebridge migration report 2";

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
     * Returns the number of people with an outcome.
     *
     * @param outcome the outcome
     * @return 0 or more
     */
    public long persons(Outcome outcome) {
        return persons.stream().filter(person -> person.outcome() == outcome).count();
    }

    /**
     * Returns the number of images with an outcome.
     *
     * @param outcome the outcome
     * @return 0 or more
     */
    public long images(ImageMigrationResult.Outcome outcome) {
        return persons.stream()
                .flatMap(person -> person.images().stream())
                .filter(image -> image.outcome() == outcome)
                .count();
    }

    /** {@return the comparison of the decisions; empty before the first {@link GalleryMigration#shadow}} */
    public Optional<ShadowReport> shadow() {
        return Optional.ofNullable(shadow);
    }

    /**
     * Returns the number of people who must be in the new gallery and are not: those who are pending, failed or unknown, those
     * whose images were all rejected, and those who have no image.
     *
     * @return 0 or more
     */
    public long remaining() {
        return persons(Outcome.PENDING)
                + persons(Outcome.FAILED)
                + persons(Outcome.UNKNOWN)
                + persons(Outcome.NOT_MOVED)
                + persons(Outcome.NO_IMAGES);
    }

    /**
     * Returns whether every person who must be in the new gallery is in it. While it is not complete, the old gallery is still
     * needed.
     *
     * @return {@code false} if any person is {@linkplain #remaining() remaining}
     */
    public boolean complete() {
        return remaining() == 0;
    }

    /**
     * Returns the report as text for people: counts, each person who was not moved with the reason, and the next step.
     *
     * @return lines that end in a line feed; contains the ids of people and the names of images
     */
    public String toText() {
        StringBuilder text = new StringBuilder(migration).append('\n');
        for (Outcome outcome : Outcome.values()) {
            if (persons(outcome) > 0) {
                text.append(String.format(Locale.ROOT, "%7d %s%n", persons(outcome), outcome.words()));
            }
        }
        for (ImageMigrationResult.Outcome outcome : ImageMigrationResult.Outcome.values()) {
            if (images(outcome) > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "%7d %s %s%n",
                        images(outcome),
                        images(outcome) == 1 ? "image" : "images",
                        outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            }
        }
        for (PersonMigrationResult person : persons) {
            if (person.outcome() != Outcome.MOVED && person.outcome() != Outcome.PENDING) {
                text.append(person.person().value())
                        .append(": ")
                        .append(person.outcome().words());
                text.append(person.reason().isEmpty() ? "" : ", " + person.reason())
                        .append('\n');
            }
            for (ImageMigrationResult image : person.images()) {
                if (!image.reason().isEmpty() && person.outcome() != Outcome.PENDING) {
                    text.append("  ")
                            .append(image.image())
                            .append(": ")
                            .append(image.reason())
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
        text.append("decisions of both by ")
                .append(Decimals.plainIn(shadow.policy()))
                .append('\n');
        for (Question question : Question.values()) {
            if (shadow.compared(question) > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        "%7d of %d agree: %s%n",
                        shadow.agreed(question),
                        shadow.compared(question),
                        question.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            }
        }
        for (ShadowResult result : shadow.disagreements()) {
            text.append("  ")
                    .append(result.person().value())
                    .append(' ')
                    .append(result.image())
                    .append(", ")
                    .append(result.question().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(": ")
                    .append(result.source())
                    .append(" in the old gallery, ")
                    .append(result.target())
                    .append(" in the new one\n");
        }
    }

    private String next() {
        if (persons(Outcome.PENDING) > 0) {
            return "run the migration: " + persons(Outcome.PENDING) + " of "
                    + Plurals.count(persons.size(), "person", "people")
                    + (persons(Outcome.PENDING) == 1 ? " is pending" : " are pending");
        }
        if (persons(Outcome.FAILED) + persons(Outcome.UNKNOWN) > 0) {
            return "run the migration again: it continues with the people who failed or are unknown";
        }
        if (!complete()) {
            return remaining() + " of " + Plurals.count(persons.size(), "person", "people")
                    + (remaining() == 1 ? " is" : " are")
                    + " not in the new gallery: keep the old one, and run the migration again with other images or"
                    + " another quality gate";
        }
        if (shadow == null) {
            return "compare the decisions of both galleries before you abandon the old one";
        }
        if (!shadow.complete()) {
            return "the comparison was interrupted: run it again to continue";
        }
        if (shadow.results().isEmpty()) {
            return "no decision was compared: provide images that were not enrolled, of people who were moved";
        }
        return shadow.disagreements().isEmpty()
                ? "both galleries decide the same: delete the old one when no application uses it"
                : "inspect the differences before you abandon the old gallery";
    }

    /**
     * Returns the report as JSON, in format 2.
     *
     * @return a JSON object, without line breaks; contains the ids of people and the names of images
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
        json.writeStringField("format", FORMAT);
        json.writeStringField("migration", migration);
        json.writeBooleanField("complete", complete());
        json.writeNumberField("remaining", remaining());
        json.writeArrayFieldStart("persons");
        for (PersonMigrationResult person : persons) {
            json.writeStartObject();
            json.writeStringField("person", person.person().value());
            json.writeStringField("outcome", person.outcome().name());
            json.writeStringField("reason", person.reason());
            json.writeArrayFieldStart("images");
            for (ImageMigrationResult image : person.images()) {
                json.writeStartObject();
                json.writeStringField("image", image.image());
                json.writeStringField("outcome", image.outcome().name());
                json.writeStringField("reason", image.reason());
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
            json.writeArrayFieldStart("results");
            for (ShadowResult result : shadow.results()) {
                json.writeStartObject();
                json.writeStringField("person", result.person().value());
                json.writeStringField("image", result.image());
                json.writeStringField("question", result.question().name());
                json.writeStringField("source", result.source().name());
                json.writeStringField("target", result.target().name());
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
