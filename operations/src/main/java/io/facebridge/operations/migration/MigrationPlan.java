package io.facebridge.operations.migration;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.error.NotFoundException;
import io.facebridge.face.QualityGate;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What is moved from where to where, and which persons are not: what a dry run, a run and a report have in common. Immutable.
 *
 * @param settings not changed any more
 */
record MigrationPlan(
        FaceProvider from, GalleryId oldId, FaceProvider to, GalleryId newId, ImageSource source, Settings settings) {
    /** What the caller may set; a plan has its own. */
    static final class Settings {
        int maxImages = 5;
        boolean unenrolledToo;
        UnaryOperator<EnrollRequest> customizer = UnaryOperator.identity();
        MigrationListener listener = progress -> {};
        InstantSource clock = InstantSource.system();

        private Settings copy() {
            Settings copy = new Settings();
            copy.maxImages = maxImages;
            copy.unenrolledToo = unenrolledToo;
            copy.customizer = customizer;
            copy.listener = listener;
            copy.clock = clock;
            return copy;
        }
    }

    MigrationPlan with(Consumer<Settings> change) {
        Settings changed = settings.copy();
        change.accept(changed);
        return new MigrationPlan(from, oldId, to, newId, source, changed);
    }

    String description() {
        return from.id() + "/" + oldId + " to " + to.id() + "/" + newId;
    }

    // Galleries

    Set<PersonId> personsOfTheOldGallery() {
        return persons(from, oldId);
    }

    Set<PersonId> personsOfTheNewGallery() {
        return newGalleryExists() ? persons(to, newId) : Set.of();
    }

    /** Creates the new gallery if it does not exist, and returns who is there. */
    Set<PersonId> createOrListNewGallery() {
        if (newGalleryExists()) {
            return persons(to, newId);
        }
        to.require(FaceGalleries.class).create(newId);
        return Set.of();
    }

    FaceGallery newGallery() {
        return to.require(FaceGalleries.class).open(newId);
    }

    private boolean newGalleryExists() {
        for (GalleryId id : to.require(FaceGalleries.class).list()) {
            if (id.equals(newId)) {
                return true;
            }
        }
        return false;
    }

    private static Set<PersonId> persons(FaceProvider faces, GalleryId gallery) {
        Set<PersonId> persons = new LinkedHashSet<>();
        faces.require(FaceGalleries.class).open(gallery).list().forEach(persons::add);
        return persons;
    }

    /** A listing may lag behind. */
    boolean isInTheNewGallery(PersonId person, Set<PersonId> listed) {
        if (listed.contains(person)) {
            return true;
        }
        try {
            return newGallery().find(person).isPresent();
        } catch (NotFoundException e) {
            return false;
        }
    }

    // Persons

    PersonImages images(PersonId person) {
        return PersonImages.read(source, person, settings.maxImages);
    }

    EnrollRequest request(PersonImages images) {
        return settings.customizer.apply(EnrollRequest.of(images.person(), images.images()));
    }

    /** Of the images and of what is asked about them; to notice changes, and for nothing else. */
    static String fingerprint(EnrollRequest request) {
        CRC32 sum = new CRC32();
        String options = request.face() + " "
                + request.qualityGate().map(QualityGate::toString).orElse("no quality gate");
        sum.update(options.getBytes(StandardCharsets.UTF_8));
        for (FaceImage image : request.images()) {
            sum.update(image.toByteArray());
        }
        return Long.toHexString(sum.getValue());
    }

    /** What an earlier run found, if it still holds and a run would do the same again; else {@code null}. */
    @Nullable
    PersonMigrationResult settled(MigrationJournal journal, PersonId person, Set<PersonId> there) {
        if (journal.isErased(person)) {
            return PersonMigrationResult.of(person, Outcome.ERASED);
        }
        PersonMigrationResult known = journal.verdict(person);
        if (known == null || journal.begun(person) > 0) {
            return null;
        }
        return switch (known.outcome()) {
            case MOVED, PARTLY_MOVED, ALREADY_THERE -> isInTheNewGallery(person, there) ? known : null;
            case NOT_MOVED -> !there.contains(person) && wasAskedAlike(journal, person) ? known : null;
            default -> null;
        };
    }

    private boolean wasAskedAlike(MigrationJournal journal, PersonId person) {
        String before = journal.asked(person);
        if (before == null) {
            return false;
        }
        PersonImages images = images(person);
        return !images.images().isEmpty() && before.equals(fingerprint(request(images)));
    }

    /** Why a person is not moved; {@code null} for those who are. */
    @Nullable
    PersonMigrationResult notToBeMoved(PersonId person, Set<PersonId> before, Set<PersonId> there) {
        if (!settings.unenrolledToo && !before.contains(person)) {
            return PersonMigrationResult.of(person, Outcome.NOT_IN_OLD_GALLERY);
        }
        return there.contains(person) ? PersonMigrationResult.of(person, Outcome.ALREADY_THERE) : null;
    }
}
