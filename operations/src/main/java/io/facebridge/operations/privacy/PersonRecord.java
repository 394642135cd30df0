package io.facebridge.operations.privacy;

import io.facebridge.gallery.Consent;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.ProviderId;
import java.time.Instant;
import java.util.Objects;

/**
 * The record that an application keeps, beside a gallery, of a person who is enrolled there.
 *
 * @param provider the provider of the gallery
 * @param gallery the gallery
 * @param person the person
 * @param consent the person's latest consent
 * @param enrolledAt when the first enrollment began
 */
public record PersonRecord(
        ProviderId provider, GalleryId gallery, PersonId person, Consent consent, Instant enrolledAt) {
    /**
     * Creates a record.
     *
     * @param provider the provider of the gallery
     * @param gallery the gallery
     * @param person the person
     * @param consent the person's latest consent
     * @param enrolledAt when the first enrollment began
     */
    public PersonRecord {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(gallery, "gallery");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(consent, "consent");
        Objects.requireNonNull(enrolledAt, "enrolledAt");
    }

    /** Returns text with the gallery and the time, without the person. */
    @Override
    public String toString() {
        return "PersonRecord[" + provider + ", " + gallery + ", enrolled at " + enrolledAt + "]";
    }
}
