package io.facebridge.operations.privacy;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.AuditEvent.Kind;
import io.facebridge.operations.audit.AuditListener;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gallery that enrolls only people with valid consent. The record is stored before the first image is sent, so that no face
 * is stored without one, and removed after the last face is. Works with every provider. Faces that are enrolled without this
 * class have no record, and {@link RetentionPolicy#withoutRecord} finds them. Thread-safe: calls that change one person through
 * this object, or through views of it, run one after the other. Two processes that change one person at the same time are not
 * coordinated, and neither are two objects for one gallery.
 *
 * <!-- docs-test: given DecisionLog log; Instant givenAt; Instant expires -->
 * <pre>{@code
 * FaceGallery staff = ConsentEnforcingGallery.of(provider, gallery, stores.personRecords(), clock).withListener(log);
 * staff.enroll(EnrollRequest.of(person, image)
 *         .consent(new Consent("building access", "2026-10", givenAt, expires)));
 * }</pre>
 */
public final class ConsentEnforcingGallery implements FaceGallery {
    private final ProviderId provider;
    private final FaceGallery gallery;
    private final PersonRecordStore records;
    private final InstantSource clock;
    private final PersonLocks locks;
    private final @Nullable AuditListener listener;
    private final @Nullable String requester;

    private ConsentEnforcingGallery(
            ProviderId provider,
            FaceGallery gallery,
            PersonRecordStore records,
            InstantSource clock,
            PersonLocks locks,
            @Nullable AuditListener listener,
            @Nullable String requester) {
        this.provider = provider;
        this.gallery = gallery;
        this.records = records;
        this.clock = clock;
        this.locks = locks;
        this.listener = listener;
        this.requester = requester;
    }

    /**
     * Opens a gallery. Makes no remote call.
     *
     * @param faces the provider; must support galleries
     * @param gallery the gallery
     * @param records the store of the records
     * @param clock the clock by which the validity of a consent is decided
     * @return the gallery
     * @throws io.facebridge.error.UnsupportedCapabilityException if the provider does not support galleries
     */
    public static ConsentEnforcingGallery of(
            FaceProvider faces, GalleryId gallery, PersonRecordStore records, InstantSource clock) {
        return new ConsentEnforcingGallery(
                faces.id(),
                faces.require(FaceGalleries.class).open(gallery),
                Objects.requireNonNull(records, "records"),
                Objects.requireNonNull(clock, "clock"),
                new PersonLocks(),
                null,
                null);
    }

    /**
     * Sets the listener, such as a {@link io.facebridge.operations.audit.DecisionLog}, that is notified of every enrollment, of
     * every consent that was not recorded before, and of every removal. It is notified after the operation, and also if a
     * failed call may have had an effect. An exception of the listener reaches the caller; the {@link
     * FaceBridgeException#effect effect} of a {@link FaceBridgeException} then states that the operation was executed. By
     * default there is no listener.
     *
     * @param audit receives the events, on the caller's thread
     * @return a new view of the same gallery
     */
    public ConsentEnforcingGallery withListener(AuditListener audit) {
        return new ConsentEnforcingGallery(
                provider, gallery, records, clock, locks, Objects.requireNonNull(audit, "audit"), requester);
    }

    /**
     * Sets the requester that events to the listener contain. By default they contain none.
     *
     * @param who for example an operator or a service, by the application's own name; 1 to {@value AuditEvent#MAX_LENGTH}
     *     characters
     * @return a new view of the same gallery
     * @throws IllegalArgumentException if the requester is blank or too long
     */
    public ConsentEnforcingGallery withRequester(String who) {
        AuditEvent.requireRequester(who);
        return new ConsentEnforcingGallery(provider, gallery, records, clock, locks, listener, who);
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
     * Enrolls a person as {@link FaceGallery#enroll} does. A request without a consent uses the recorded consent.
     *
     * @throws ConsentException if the request has no consent and none is recorded; nothing was sent
     * @throws ConsentException if the consent is not valid now; nothing was sent
     */
    @Override
    public EnrollmentResult enroll(EnrollRequest request) {
        return locks.callExclusively(request.person(), () -> enrollExclusively(request));
    }

    private EnrollmentResult enrollExclusively(EnrollRequest request) {
        Instant now = clock.instant();
        PersonRecord before = records.find(provider, id(), request.person()).orElse(null);
        Consent consent = request.consent()
                .or(() -> Optional.ofNullable(before).map(PersonRecord::consent))
                .orElseThrow(() -> new ConsentException(
                        "enrollment requires a consent, and none is recorded for this person; set it with"
                                + " EnrollRequest.consent"));
        if (!consent.isValid(now)) {
            throw new ConsentException("consent is valid from " + consent.givenAt() + " to " + consent.expires()
                    + " but the time is " + now + "; obtain a new consent of the person");
        }
        Instant since = before == null ? now : before.enrolledAt();
        records.save(new PersonRecord(provider, id(), request.person(), consent, since));
        boolean isNewConsent = isNewConsent(request.person(), before, consent);
        EnrollmentResult enrolled;
        try {
            enrolled = gallery.enroll(request);
        } catch (IllegalArgumentException e) { // nothing was sent
            restore(request.person(), before, e);
            throw e;
        } catch (FaceBridgeException e) {
            if (e.effect() == Effect.NONE) {
                restore(request.person(), before, e);
            } else {
                emitSuppressed(
                        e,
                        event(Kind.ENROLLMENT, request.person())
                                .attribute("effect", e.effect().name()));
            }
            throw e;
        }
        if (isNewConsent) {
            emit(consent(request.person(), consent));
        }
        long faces = enrolled.imageResults().stream()
                .filter(verdict -> verdict.face().isPresent())
                .count();
        emit(event(Kind.ENROLLMENT, request.person()).attribute("faces", Long.toString(faces)));
        return enrolled;
    }

    /** Returns whether a consent was not recorded before. Compares stored values, as a store may truncate times. */
    private boolean isNewConsent(PersonId person, @Nullable PersonRecord before, Consent consent) {
        if (before == null) {
            return true;
        }
        Consent known = before.consent();
        return !known.equals(consent)
                && records.find(provider, id(), person)
                        .filter(now -> now.consent().equals(known))
                        .isEmpty();
    }

    /** Restores the record after an enrollment that was not executed. */
    private void restore(PersonId person, @Nullable PersonRecord before, RuntimeException failure) {
        try {
            if (before == null) {
                records.remove(provider, id(), person);
            } else {
                records.save(before);
            }
        } catch (FaceBridgeException e) {
            failure.addSuppressed(e);
        }
    }

    private AuditEvent.Builder event(Kind kind, PersonId person) {
        AuditEvent.Builder event = AuditEvent.builder(kind, clock.instant())
                .provider(provider)
                .gallery(id())
                .person(person);
        return requester == null ? event : event.withRequester(requester);
    }

    private AuditEvent.Builder consent(PersonId person, Consent consent) {
        return event(Kind.CONSENT_GIVEN, person)
                .attribute("purpose", AuditEvent.shortened(consent.purpose()))
                .attribute("textVersion", AuditEvent.shortened(consent.textVersion()))
                .attribute("givenAt", consent.givenAt().toString())
                .attribute("expires", consent.expires().toString());
    }

    /** Emits an event of an operation that was executed. */
    private void emit(AuditEvent.Builder event) {
        if (listener == null) {
            return;
        }
        try {
            listener.onEvent(event.build());
        } catch (FaceBridgeException e) {
            e.addEffect(Effect.PARTIAL, "the operation on the gallery " + id() + " was executed and not recorded");
            throw e;
        }
    }

    /** Emits an event of an operation that failed and may have had an effect. */
    private void emitSuppressed(FaceBridgeException failure, AuditEvent.Builder event) {
        try {
            emit(event);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
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
        removing(person, "one", () -> gallery.removeFace(person, face), () -> {
            if (gallery.find(person).isEmpty()) {
                records.remove(provider, id(), person);
            }
        });
    }

    @Override
    public void remove(PersonId person) {
        removing(person, "all", () -> gallery.remove(person), () -> records.remove(provider, id(), person));
    }

    @Override
    public void remove(PersonId person, Collection<FaceId> earlier) {
        removing(person, "all", () -> gallery.remove(person, earlier), () -> records.remove(provider, id(), person));
    }

    private void removing(PersonId person, String faces, Runnable removal, Runnable bookkeeping) {
        var unused = locks.callExclusively(person, () -> {
            removeExclusively(person, faces, removal, bookkeeping);
            return person;
        });
    }

    private void removeExclusively(PersonId person, String faces, Runnable removal, Runnable bookkeeping) {
        try {
            removal.run();
        } catch (FaceBridgeException e) {
            if (e.effect() != Effect.NONE) {
                emitSuppressed(
                        e,
                        event(Kind.REMOVAL, person)
                                .attribute("faces", faces)
                                .attribute("effect", e.effect().name()));
            }
            throw e;
        }
        try {
            bookkeeping.run();
        } catch (FaceBridgeException e) {
            e.addEffect(Effect.PARTIAL, "the removal was executed");
            emitSuppressed(e, event(Kind.REMOVAL, person).attribute("faces", faces));
            throw e;
        }
        emit(event(Kind.REMOVAL, person).attribute("faces", faces));
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
        return "ConsentEnforcingGallery[" + provider + ", " + id() + "]";
    }
}
