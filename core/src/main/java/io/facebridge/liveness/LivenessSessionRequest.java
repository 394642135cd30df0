package io.facebridge.liveness;

import io.facebridge.image.FaceImage;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The request to open a liveness session: its subject and its settings. Immutable. */
public final class LivenessSessionRequest {
    private final String subject;
    private final @Nullable FaceImage verifyAgainst;
    private final int auditImages;

    private LivenessSessionRequest(String subject, @Nullable FaceImage verifyAgainst, int auditImages) {
        this.subject = subject;
        this.verifyAgainst = verifyAgainst;
        this.auditImages = auditImages;
    }

    /**
     * Creates a request for a subject. The subject binds the outcome to the requester: a session of one user cannot be used
     * by another. It stays in this JVM and is never sent to the service.
     *
     * @param subject the application's choice, for example the id of a login attempt; not blank
     * @return the request
     * @throws IllegalArgumentException if it is blank
     */
    public static LivenessSessionRequest forSubject(String subject) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException(
                    "a liveness session needs a subject, for example the id of the login attempt it is opened for");
        }
        return new LivenessSessionRequest(subject, null, 0);
    }

    /**
     * Sets an image to compare the captured person with. By default there is none.
     *
     * @param reference the image of the claimed person; its largest face is selected
     * @return a new request
     */
    public LivenessSessionRequest verifyAgainst(FaceImage reference) {
        return new LivenessSessionRequest(subject, Objects.requireNonNull(reference, "reference"), auditImages);
    }

    /**
     * Sets the maximum number of further images of the recording, to be kept for an audit. The default is 0.
     *
     * @param limit 0 or more; a provider may have its own upper limit
     * @return a new request
     * @throws IllegalArgumentException if it is negative
     */
    public LivenessSessionRequest auditImages(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the number of audit images must be 0 or more but was " + limit);
        }
        return new LivenessSessionRequest(subject, verifyAgainst, limit);
    }

    /**
     * Returns the subject that the session is bound to.
     *
     * @return not blank
     */
    public String subject() {
        return subject;
    }

    /**
     * Returns the image to compare the person with.
     *
     * @return empty if no comparison is requested
     */
    public Optional<FaceImage> verifyAgainst() {
        return Optional.ofNullable(verifyAgainst);
    }

    /**
     * Returns the maximum number of audit images.
     *
     * @return 0 or more
     */
    public int auditImages() {
        return auditImages;
    }

    @Override
    public String toString() {
        return "LivenessSessionRequest[" + auditImages + " audit images"
                + (verifyAgainst == null ? "" : ", with comparison") + "]";
    }
}
