package io.facebridge.operations.privacy;

import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.Objects;

/**
 * What an application keeps beside a gallery about somebody who is enrolled there.
 *
 * @param provider whose gallery it is
 * @param gallery where
 * @param person who
 * @param consent to what the person agreed last
 * @param enrolledAt when the first picture was about to be enrolled
 */
public record PersonRecord(
        ProviderId provider, GalleryId gallery, PersonId person, Consent consent, Instant enrolledAt) {
    /**
     * Checks that all are there.
     *
     * @param provider see the record
     * @param gallery see the record
     * @param person see the record
     * @param consent see the record
     * @param enrolledAt see the record
     */
    public PersonRecord {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(gallery, "gallery");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(consent, "consent");
        Objects.requireNonNull(enrolledAt, "enrolledAt");
    }

    /** Tells not who. */
    @Override
    public String toString() {
        return "PersonRecord[" + provider + ", " + gallery + ", enrolled at " + enrolledAt + "]";
    }
}
