package io.facebridge.privacy;

import io.facebridge.Effect;
import io.facebridge.FaceBridgeException;
import io.facebridge.FaceProvider;
import io.facebridge.ProviderId;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.Enrolment;
import io.facebridge.gallery.FaceGalleries;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A gallery into which nobody is enrolled without a consent that holds. The record is kept before the first picture is sent, so
 * that there is no face without one, and removed after the last face is. Works with every provider; whoever enrols past it
 * leaves faces without a record, which {@link RetentionPolicy#withoutRecord} finds. Thread-safe.
 */
public final class RecordedGallery implements FaceGallery {
    private final ProviderId provider;
    private final FaceGallery gallery;
    private final PersonRecords records;
    private final InstantSource clock;

    private RecordedGallery(ProviderId provider, FaceGallery gallery, PersonRecords records, InstantSource clock) {
        this.provider = provider;
        this.gallery = gallery;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Opens a gallery.
     *
     * @param faces has galleries
     * @param gallery there
     * @param records where records are kept
     * @param clock decides whether a consent holds
     * @return asks nobody yet
     * @throws io.facebridge.UnsupportedCapabilityException if the provider has no galleries
     */
    public static RecordedGallery of(
            FaceProvider faces, GalleryId gallery, PersonRecords records, InstantSource clock) {
        return new RecordedGallery(
                faces.id(),
                faces.require(FaceGalleries.class).open(gallery),
                Objects.requireNonNull(records, "records"),
                Objects.requireNonNull(clock, "clock"));
    }

    @Override
    public GalleryId id() {
        return gallery.id();
    }

    @Override
    public GalleryInfo info() {
        return gallery.info();
    }

    /**
     * Enrols as {@link FaceGallery#enroll} does. A request without a consent is one under the consent that was recorded before.
     *
     * @throws ConsentException if there is no consent, or it does not hold now; nothing was sent
     */
    @Override
    public Enrolment enroll(EnrollRequest request) {
        Instant now = clock.instant();
        Optional<PersonRecord> before = records.find(provider, id(), request.person());
        Consent consent = request.consent()
                .or(() -> before.map(PersonRecord::consent))
                .orElseThrow(() -> new ConsentException(
                        "nobody is enrolled without a consent, and none is recorded for this person; say it with"
                                + " EnrollRequest.consent"));
        if (!consent.holds(now)) {
            throw new ConsentException("the consent holds from " + consent.givenAt() + " to " + consent.expires()
                    + " and it is " + now + "; ask the person again");
        }
        Instant since = before.map(PersonRecord::enrolledAt).orElse(now);
        records.save(new PersonRecord(provider, id(), request.person(), consent, since));
        try {
            return gallery.enroll(request);
        } catch (FaceBridgeException e) {
            if (e.effect() == Effect.NONE) {
                before.ifPresentOrElse(records::save, () -> records.remove(provider, id(), request.person()));
            }
            throw e;
        }
    }

    @Override
    public Optional<Person> find(PersonId person) {
        return gallery.find(person);
    }

    @Override
    public Iterable<PersonId> list() {
        return gallery.list();
    }

    @Override
    public void removeFace(PersonId person, FaceId face) {
        gallery.removeFace(person, face);
        if (gallery.find(person).isEmpty()) {
            records.remove(provider, id(), person);
        }
    }

    @Override
    public void remove(PersonId person) {
        gallery.remove(person);
        records.remove(provider, id(), person);
    }

    @Override
    public void remove(PersonId person, Collection<FaceId> earlier) {
        gallery.remove(person, earlier);
        records.remove(provider, id(), person);
    }

    @Override
    public List<FaceId> storedFaces(PersonId person, Collection<FaceId> earlier, FaceImage... probes) {
        return gallery.storedFaces(person, earlier, probes);
    }

    @Override
    public void awaitSearchable(Duration timeout) {
        gallery.awaitSearchable(timeout);
    }

    @Override
    public String toString() {
        return "RecordedGallery[" + provider + ", " + id() + "]";
    }
}
