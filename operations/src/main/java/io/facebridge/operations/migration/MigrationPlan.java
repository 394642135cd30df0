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
 * The galleries, the image source and the settings of a migration, and the rules by which people are moved: shared by a dry
 * run, a run and a report. Immutable.
 *
 * @param settings must not be changed
 */
record MigrationPlan(
        FaceProvider from, GalleryId oldId, FaceProvider to, GalleryId newId, ImageSource source, Settings settings) {
    /** The settings that the caller may change; each plan has its own copy. */
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

    /** Creates the new gallery if it does not exist, and returns the people in it. */
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

    /** Returns whether a person is in the new gallery, whose listing may be outdated. */
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

    /** Returns a checksum of the images and the options of a request, which detects changes. */
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

    /** Returns the result of an earlier run if it is still valid and a run would not try again; otherwise {@code null}. */
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
            case MOVED, PARTLY_MOVED, ALREADY_ENROLLED -> isInTheNewGallery(person, there) ? known : null;
            case NOT_MOVED -> !there.contains(person) && isUnchanged(journal, person) ? known : null;
            default -> null;
        };
    }

    private boolean isUnchanged(MigrationJournal journal, PersonId person) {
        String before = journal.fingerprint(person);
        if (before == null) {
            return false;
        }
        PersonImages images = images(person);
        return !images.images().isEmpty() && before.equals(fingerprint(request(images)));
    }

    /** Returns the result of a person who must not be moved; {@code null} if the person must be moved. */
    @Nullable
    PersonMigrationResult notToBeMoved(PersonId person, Set<PersonId> before, Set<PersonId> there) {
        if (!settings.unenrolledToo && !before.contains(person)) {
            return PersonMigrationResult.of(person, Outcome.NOT_IN_OLD_GALLERY);
        }
        return there.contains(person) ? PersonMigrationResult.of(person, Outcome.ALREADY_ENROLLED) : null;
    }
}
