package io.facebridge.local.internal;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.local.internal.StoreHeader.StoredHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of galleries and templates: reads and checks them, seals and writes them, and says what each adds to the whole. */
final class StoreRows {
    private static final int AT_ONCE = 500;
    private static final int MAX_DIMENSION = 8_192;
    private static final double UNIT_TOLERANCE = 1e-3;

    private final SqliteConnection db;
    private final StoreFailures failures;
    private final @Nullable StoreSealing sealing;

    /** What every gallery that was seen is called; none of their numbers is given again. */
    private final Map<Long, String> names = new HashMap<>();

    StoreRows(SqliteConnection db, StoreFailures failures, @Nullable StoreSealing sealing) {
        this.db = db;
        this.failures = failures;
        this.sealing = sealing;
    }

    /** A row of galleries. */
    record Gallery(
            long number, String id, long created, @Nullable String key) {
        private long seal() {
            return StoreWhole.checksum(
                    List.of(number, created), key == null ? List.of(id) : List.of(id, "key " + key), new byte[0]);
        }
    }

    /** A row of templates. */
    static final class Template {
        private final long face;
        private final long gallery;
        private final String person;
        private final @Nullable String key;
        private final byte[] stored;
        private final long seal;

        private Template(long face, long gallery, String person, @Nullable String key, byte[] stored) {
            this.face = face;
            this.gallery = gallery;
            this.person = person;
            this.key = key;
            this.stored = stored;
            seal = StoreWhole.checksum(
                    List.of(face, gallery), List.of(person, key == null ? "" : "key " + key), stored);
        }
    }

    /** What it adds to the whole. */
    StoreWhole.Row sum(Gallery row) {
        return new StoreWhole.Row(
                row.seal(),
                sealing == null || row.key == null
                        ? SetDigest.EMPTY
                        : sealing.seal().gallery(row.key, row.number, row.id, row.created));
    }

    /** What it adds to the whole. */
    StoreWhole.Row sum(Template row) {
        return new StoreWhole.Row(
                row.seal,
                sealing == null || row.key == null
                        ? SetDigest.EMPTY
                        : sealing.seal().template(row.key, row.face, row.stored));
    }

    // Reading

    /** Reads and checks all rows, and returns the whole that they are. */
    StoreWhole load(StoredHeader kept, Journal.Sink sink) throws SQLException {
        StoreWhole whole = kept.whole();
        StoreWhole found =
                loadTemplates(kept, loadGalleries(whole.with(whole.sealed(), 0, SetDigest.EMPTY), sink), sink);
        if (sealing != null
                && kept.codes() != null
                && !sealing.seal().isOf(kept.codes(), found.header(), found.rows())) {
            throw failures.damaged(
                    "its galleries and templates are not those that were sealed: some were added, removed or changed, or"
                            + " are of an older copy");
        }
        return found;
    }

    private StoreWhole loadGalleries(StoreWhole empty, Journal.Sink sink) throws SQLException {
        StoreWhole found = empty;
        names.clear();
        Set<String> different = new HashSet<>();
        try (Statement statement = db.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT number, id, created, seal, "
                        + (empty.sealed() ? "key" : "NULL") + " FROM gallery ORDER BY number")) {
            while (row.next()) {
                long number = row.getLong(1);
                String id = row.getString(2);
                long created = row.getLong(3);
                @Nullable String name = row.getString(5);
                if (id == null || new Gallery(number, id, created, name).seal() != row.getLong(4)) {
                    throw failures.damaged("a gallery does not have its checksum");
                }
                if (id.isBlank() || number < 1 || number >= empty.nextGallery() || !different.add(id)) {
                    throw failures.damaged(
                            "a gallery has no name, the name of another one, or a number that was not given");
                }
                if (empty.sealed() && name == null) {
                    throw failures.damaged("it is sealed but a gallery is not");
                }
                found = found.plus(sum(new Gallery(number, id, created, name)), 0);
                names.put(number, id);
                sink.gallery(number, new GalleryId(id), Instant.ofEpochMilli(created));
            }
        }
        return found;
    }

    private StoreWhole loadTemplates(StoredHeader kept, StoreWhole galleries, Journal.Sink sink) throws SQLException {
        StoreWhole whole = kept.whole();
        StoreWhole found = galleries;
        long templates = 0;
        try (Statement statement = db.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT face, gallery, person, key, vector, seal FROM template ORDER BY face")) {
            long last = 0;
            while (row.next()) {
                Template template = template(row);
                if (template.face <= last || template.face >= whole.nextFace()) {
                    throw failures.damaged("a template has a number that was not given, or was given again");
                }
                last = template.face;
                templates++;
                float[] vector = vector(template, whole);
                found = found.plus(sum(template), 0);
                sink.template(
                        template.face, template.gallery, person(template.person), vector, templates, whole.templates());
            }
        }
        if (found.sum() != whole.sum() || templates != whole.templates()) {
            throw failures.damaged("it holds " + templates + " templates of " + whole.templates()
                    + ", or galleries or templates that do not add up to its checksum");
        }
        return found;
    }

    private Template template(ResultSet row) throws SQLException {
        String person = row.getString(3);
        byte[] stored = row.getBytes(5);
        if (person == null || stored == null) {
            throw failures.damaged("a template does not have its checksum");
        }
        Template template = new Template(row.getLong(1), row.getLong(2), person, row.getString(4), stored);
        if (row.getLong(6) != template.seal) {
            throw failures.damaged("a template does not have its checksum");
        }
        return template;
    }

    private PersonId person(String id) {
        if (id.isBlank()) {
            throw failures.damaged("a template has no person");
        }
        return new PersonId(id);
    }

    private float[] vector(Template template, StoreWhole whole) {
        byte[] plain = plain(template, whole.sealed());
        if (whole.dimension() > MAX_DIMENSION || plain.length != whole.dimension() * Float.BYTES) {
            throw failures.damaged("a template does not have " + whole.dimension() + " numbers");
        }
        float[] vector = new float[whole.dimension()];
        ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!(Math.abs(Math.sqrt(squares) - 1) <= UNIT_TOLERANCE)) {
            throw failures.damaged("a template is not a vector of length 1");
        }
        return vector;
    }

    /** Checks that a row of a sealed store is the one that was sealed, so that nothing else is subtracted from the whole. */
    void requireSealed(Template template) {
        byte[] plain = plain(template, true);
        Arrays.fill(plain, (byte) 0);
    }

    private byte[] plain(Template template, boolean isSealed) {
        if (template.key == null) {
            if (isSealed) {
                throw failures.damaged("it is sealed but holds a template that is not encrypted");
            }
            return template.stored;
        }
        if (sealing == null) {
            throw failures.encryptedWith(template.key);
        }
        Optional<byte[]> plain = sealing.cipher()
                .open(template.key, template.stored, bound(template.face, template.gallery, template.person, isSealed));
        if (plain.isPresent()) {
            return plain.get();
        }
        if (!isSealed) {
            throw sealing.keys().another(template.key);
        }
        throw failures.damaged(
                "a template is not the one that was sealed for its face, person and gallery (or the key \""
                        + template.key + "\" is not the one that had the name then)");
    }

    /** What a template is encrypted for. */
    private TemplateCipher.Row bound(long face, long gallery, String person, boolean isSealed) {
        if (!isSealed) {
            return new TemplateCipher.Row(face, gallery, null, person);
        }
        String name = names.get(gallery);
        if (name == null) {
            throw failures.damaged("it holds a template of a gallery that is not there");
        }
        return new TemplateCipher.Row(face, gallery, name, person);
    }

    List<Gallery> galleries(String which, int max, boolean isSealed) throws SQLException {
        List<Gallery> found = new ArrayList<>();
        try (Statement statement = db.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT number, id, created, " + (isSealed ? "key" : "NULL")
                        + " FROM gallery WHERE " + which + " LIMIT " + max)) {
            while (row.next()) {
                found.add(new Gallery(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)));
            }
        }
        return found;
    }

    List<Template> templates(String which, int max) throws SQLException {
        List<Template> found = new ArrayList<>();
        try (PreparedStatement select = db.connection()
                        .prepareStatement("SELECT face, gallery, person, key, vector, seal FROM template WHERE " + which
                                + " ORDER BY face LIMIT " + max);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(template(row));
            }
        }
        return found;
    }

    /** How many templates there are of which the condition holds, which compares with a key. */
    long count(String which, @Nullable String key) throws SQLException {
        try (PreparedStatement count =
                db.connection().prepareStatement("SELECT count(*) FROM template WHERE " + which)) {
            count.setString(1, key);
            try (ResultSet row = count.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    // Writing

    /** Adds a gallery, sealed with the current key if there are keys. */
    StoreWhole.Row add(long number, String id, long created) throws SQLException {
        Gallery row = new Gallery(
                number, id, created, sealing == null ? null : sealing.keys().current());
        StoreWhole.Row sum = sum(row);
        if (row.key == null) {
            db.update(
                    "INSERT INTO gallery (number, id, created, seal) VALUES (?, ?, ?, ?)",
                    number,
                    id,
                    created,
                    sum.seal());
        } else {
            db.update(
                    "INSERT INTO gallery (number, id, created, seal, key) VALUES (?, ?, ?, ?, ?)",
                    number,
                    id,
                    created,
                    sum.seal(),
                    row.key);
        }
        names.put(number, id);
        return sum;
    }

    /** Adds a template, sealed with the current key if there are keys. */
    StoreWhole.Row add(long face, long gallery, String person, float[] vector) throws SQLException {
        ByteBuffer plain = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        plain.asFloatBuffer().put(vector);
        Template row = sealed(face, gallery, person, plain.array());
        StoreWhole.Row sum = sum(row);
        db.update(
                "INSERT INTO template (face, gallery, person, key, vector, seal) VALUES (?, ?, ?, ?, ?, ?)",
                face,
                gallery,
                row.person,
                row.key,
                row.stored,
                sum.seal());
        return sum;
    }

    /** The row as it is kept: sealed with the current key if there are keys. */
    private Template sealed(long face, long gallery, String person, byte[] plain) {
        if (sealing == null) {
            return new Template(face, gallery, person, null, plain);
        }
        String key = sealing.keys().current();
        byte[] stored = sealing.cipher().seal(key, plain, bound(face, gallery, person, true));
        return new Template(face, gallery, person, key, stored);
    }

    /** Seals a gallery with this key, which replaces the row. */
    private StoreWhole.Row reseal(Gallery gallery, String key) throws SQLException {
        StoreWhole.Row sum = sum(new Gallery(gallery.number, gallery.id, gallery.created, key));
        db.update("UPDATE gallery SET key = ?, seal = ? WHERE number = ?", key, sum.seal(), gallery.number);
        return sum;
    }

    /** Seals a template with the current key, which replaces the row. */
    private StoreWhole.Row reseal(Template template, boolean wasSealed) throws SQLException {
        Template next = sealed(template.face, template.gallery, template.person, plain(template, wasSealed));
        StoreWhole.Row sum = sum(next);
        db.update(
                "UPDATE template SET key = ?, vector = ?, seal = ? WHERE face = ?",
                next.key,
                next.stored,
                sum.seal(),
                template.face);
        return sum;
    }

    /** What it is after some were encrypted again, and how many templates those are. */
    record Reencrypted(StoreWhole whole, int templates) {}

    /** Seals all galleries, and up to so many templates, that are not sealed with the current key. */
    Reencrypted reencrypt(StoreWhole before, String current, int max) throws SQLException {
        String old = "key IS NOT '" + current.replace("'", "''") + "'";
        StoreWhole result = before;
        for (Gallery gallery : galleries(old, Integer.MAX_VALUE, before.sealed())) {
            result = result.minus(sum(gallery), 0).plus(reseal(gallery, current), 0);
        }
        List<Template> some = templates(old, max);
        for (Template template : some) {
            result = result.minus(sum(template), 0).plus(reseal(template, true), 0);
        }
        return new Reencrypted(result, some.size());
    }

    /** Seals everything with the current key, whether it was sealed before or not. */
    StoreWhole reseal(StoreWhole before, String current, GalleryProgress progress) throws SQLException {
        StoreWhole result = before.with(true, 0, SetDigest.EMPTY);
        for (Gallery gallery : galleries("1", Integer.MAX_VALUE, before.sealed())) {
            result = result.plus(reseal(gallery, current), 0);
        }
        long done = 0;
        List<Template> some = templates("1", AT_ONCE);
        while (!some.isEmpty()) {
            for (Template template : some) {
                result = result.plus(reseal(template, before.sealed()), 0);
            }
            done += some.size();
            progress.at(done, Math.max(done, before.templates()));
            some = templates("face > " + some.get(some.size() - 1).face, AT_ONCE);
        }
        return result;
    }
}
