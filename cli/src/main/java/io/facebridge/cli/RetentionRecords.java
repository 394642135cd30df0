package io.facebridge.cli;

import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.privacy.PersonRecord;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's records of enrolled people, as it exported them: a list with the column {@code person} and the columns
 * {@code gallery}, {@code enrolled} and {@code consent_expires}, each optional. No gallery of a provider contains these times.
 */
final class RetentionRecords {
    private static final String PERSON = "person";
    private static final String GALLERY = "gallery";
    private static final String ENROLLED = "enrolled";
    private static final String CONSENT_EXPIRES = "consent_expires";
    private static final Set<String> COLUMNS = Set.of(PERSON, GALLERY, ENROLLED, CONSENT_EXPIRES);

    private final Path file;
    private final List<String> header;
    private final List<Row> rows;

    private RetentionRecords(Path file, List<String> header, List<Row> rows) {
        this.file = file;
        this.header = header;
        this.rows = rows;
    }

    /** A record; {@code gallery} is {@code null} if it is that of every gallery. */
    private record Row(
            PersonId person,
            @Nullable GalleryId gallery,
            @Nullable Instant enrolled,
            @Nullable Instant consentExpires) {
        boolean isOf(GalleryId other) {
            return gallery == null || gallery.equals(other);
        }

        @Override
        public String toString() {
            return "Row[" + gallery + "]";
        }
    }

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException if the list is malformed; the message contains the line and no person
     */
    static RetentionRecords read(Path file) {
        try {
            List<CsvRows.Row> all = CsvRows.read(file);
            List<String> header = all.isEmpty()
                    ? List.of()
                    : all.get(0).values().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList();
            if (!header.contains(PERSON)) {
                throw new IllegalArgumentException(file + " must begin with a line of the names of its columns, person"
                        + " and, of gallery, enrolled and consent_expires, those that it has");
            }
            List<Row> rows = new ArrayList<>();
            for (CsvRows.Row row : all.subList(1, all.size())) {
                rows.add(row(file, header, row));
            }
            return new RetentionRecords(file, header, rows);
        } catch (IOException e) {
            throw new CommandFailedException(Failure.unreadable(file, e));
        }
    }

    private static Row row(Path file, List<String> header, CsvRows.Row row) {
        String place = "line " + row.line() + " of " + file;
        if (row.values().size() != header.size()) {
            throw new IllegalArgumentException(place + " must have as many values as the first line, " + header.size());
        }
        String person = value(header, row, PERSON)
                .orElseThrow(() -> new IllegalArgumentException(place + " must name a person"));
        return new Row(
                new PersonId(person),
                value(header, row, GALLERY).map(GalleryId::new).orElse(null),
                value(header, row, ENROLLED)
                        .map(text -> time(text, place, ENROLLED))
                        .orElse(null),
                value(header, row, CONSENT_EXPIRES)
                        .map(text -> time(text, place, CONSENT_EXPIRES))
                        .orElse(null));
    }

    private static Optional<String> value(List<String> header, CsvRows.Row row, String column) {
        int index = header.indexOf(column);
        return index < 0
                ? Optional.empty()
                : Optional.of(row.values().get(index)).filter(text -> !text.isEmpty());
    }

    private static Instant time(String text, String place, String column) {
        try {
            return text.length() == "2026-11-30".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    place + ": " + column + " must be a day such as 2026-11-30 (UTC) or a time such as"
                            + " 2026-11-30T12:00:00Z but was \"" + text + "\"",
                    e);
        }
    }

    boolean hasConsents() {
        return header.contains(CONSENT_EXPIRES);
    }

    /** Fails if the time of an enrollment is missing, because then it cannot be compared. */
    void requireTimesOfEnrollment() {
        if (!header.contains(ENROLLED) || rows.stream().anyMatch(row -> row.enrolled() == null)) {
            throw new IllegalArgumentException("--older-than requires the time of each enrollment, but " + file
                    + (header.contains(ENROLLED)
                            ? " has records without a value in its column enrolled; add the missing times"
                            : " has no column enrolled; add it"));
        }
    }

    /**
     * Returns the records of galleries in the form in which a policy reads them.
     *
     * @throws IllegalArgumentException if a person has two records of a gallery
     */
    PersonRecordStore of(ProviderId provider, List<GalleryId> galleries, Instant now) {
        PersonRecordStore store = PersonRecordStore.inMemory();
        for (GalleryId gallery : galleries) {
            for (Row row : rows) {
                if (row.isOf(gallery)) {
                    if (store.find(provider, gallery, row.person()).isPresent()) {
                        throw new IllegalArgumentException(
                                file + " has two records of one person in gallery " + gallery + "; remove one of them");
                    }
                    store.save(new PersonRecord(
                            provider,
                            gallery,
                            row.person(),
                            consent(row),
                            row.enrolled() == null ? now : row.enrolled()));
                }
            }
        }
        return store;
    }

    /** A consent without an end is valid for ever. */
    private static Consent consent(Row row) {
        return new Consent(
                "enrollment",
                "as recorded",
                Instant.MIN,
                row.consentExpires() == null ? Instant.MAX : row.consentExpires());
    }

    /** Returns the columns that are not used, which may be misspelled. */
    List<String> unknownColumns() {
        return header.stream().filter(column -> !COLUMNS.contains(column)).toList();
    }
}
