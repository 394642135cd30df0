package io.facebridge.operations.jdbc;

import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.operations.privacy.PersonRecord;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.provider.ProviderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

final class JdbcPersonRecordStore implements PersonRecordStore {
    private static final String ALL =
            "SELECT provider, gallery, person, purpose, text_version, given_at, expires_at, enrolled_at"
                    + " FROM facebridge_person_record";
    private static final String COLUMNS = ALL + " WHERE provider = ? AND gallery = ?";

    private final Sql sql;

    JdbcPersonRecordStore(DataSource database) {
        sql = new Sql(database);
    }

    @Override
    public void save(PersonRecord record) {
        sql.inTransaction(statements -> {
            statements.run(
                    "DELETE FROM facebridge_person_record WHERE provider = ? AND gallery = ? AND person = ?",
                    record.provider().value(),
                    record.gallery().value(),
                    record.person().value());
            return statements.run(
                    "INSERT INTO facebridge_person_record (provider, gallery, person, purpose, text_version, given_at,"
                            + " expires_at, enrolled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    record.provider().value(),
                    record.gallery().value(),
                    record.person().value(),
                    record.consent().purpose(),
                    record.consent().textVersion(),
                    record.consent().givenAt(),
                    record.consent().expires(),
                    record.enrolledAt());
        });
    }

    private static PersonRecord record(ResultSet row) throws SQLException {
        return new PersonRecord(
                new ProviderId(row.getString(1)),
                new GalleryId(row.getString(2)),
                new PersonId(row.getString(3)),
                new Consent(
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        Instant.ofEpochMilli(row.getLong(7))),
                Instant.ofEpochMilli(row.getLong(8)));
    }

    @Override
    public Optional<PersonRecord> find(ProviderId provider, GalleryId gallery, PersonId person) {
        return sql.first(
                COLUMNS + " AND person = ?",
                JdbcPersonRecordStore::record,
                provider.value(),
                gallery.value(),
                person.value());
    }

    @Override
    public List<PersonRecord> list(ProviderId provider, GalleryId gallery) {
        return sql.rows(COLUMNS + " ORDER BY person", JdbcPersonRecordStore::record, provider.value(), gallery.value());
    }

    /** Compares the id exactly, as a database may treat "Ada" and "ada" as equal. */
    @Override
    public List<PersonRecord> list(PersonId person) {
        return sql.rows(ALL + " WHERE person = ?", JdbcPersonRecordStore::record, person.value()).stream()
                .filter(record -> record.person().equals(person))
                .toList();
    }

    @Override
    public void remove(ProviderId provider, GalleryId gallery, PersonId person) {
        sql.run(
                "DELETE FROM facebridge_person_record WHERE provider = ? AND gallery = ? AND person = ?",
                provider.value(),
                gallery.value(),
                person.value());
    }

    @Override
    public void save(ErasureReceipt receipt) {
        sql.inTransaction(statements -> {
            statements.run(
                    "DELETE FROM facebridge_erasure WHERE id = ?", receipt.id().toString());
            return statements.run(
                    "INSERT INTO facebridge_erasure (id, begun_at, complete, receipt) VALUES (?, ?, ?, ?)",
                    receipt.id().toString(),
                    receipt.startedAt(),
                    receipt.complete() ? 1 : 0,
                    receipt.toJson());
        });
    }

    @Override
    public Optional<ErasureReceipt> findErasure(UUID id) {
        return sql.first(
                "SELECT receipt FROM facebridge_erasure WHERE id = ?",
                row -> ErasureReceipt.parse(row.getString(1)),
                id.toString());
    }

    @Override
    public List<ErasureReceipt> unfinishedErasures() {
        return sql.rows(
                "SELECT receipt FROM facebridge_erasure WHERE complete = 0 ORDER BY begun_at",
                row -> ErasureReceipt.parse(row.getString(1)));
    }

    @Override
    public boolean removeErasure(UUID id) {
        return sql.run("DELETE FROM facebridge_erasure WHERE id = ?", id.toString()) > 0;
    }

    @Override
    public String toString() {
        return "PersonRecordStore[in a database]";
    }
}
