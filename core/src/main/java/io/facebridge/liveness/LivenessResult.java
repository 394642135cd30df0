package io.facebridge.liveness;

import io.facebridge.face.DetectedFace;
import io.facebridge.match.Score;
import io.facebridge.provider.VendorResponse;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a passive liveness check of one image. Immutable. */
public final class LivenessResult {
    private final boolean live;
    private final @Nullable Score score;
    private final @Nullable DetectedFace face;
    private final VendorResponse vendor;

    /**
     * Creates a result.
     *
     * @param live whether the provider classifies the face as live
     * @param score the liveness score, higher for live, or {@code null} if the provider returns none
     * @param face the face that was classified, or {@code null} if the provider does not report it
     * @param vendor the vendor's own response
     */
    public LivenessResult(boolean live, @Nullable Score score, @Nullable DetectedFace face, VendorResponse vendor) {
        this.live = live;
        this.score = score;
        this.face = face;
        this.vendor = Objects.requireNonNull(vendor, "vendor");
    }

    /** {@return whether the provider classifies the face as live} */
    public boolean live() {
        return live;
    }

    /**
     * Returns the liveness score; higher values are for live faces.
     *
     * @return empty if the provider returns none
     */
    public Optional<Score> score() {
        return Optional.ofNullable(score);
    }

    /**
     * Returns the face that was classified.
     *
     * @return empty if the provider does not report it
     */
    public Optional<DetectedFace> face() {
        return Optional.ofNullable(face);
    }

    /**
     * Returns the vendor's own response.
     *
     * @return {@link VendorResponse#none()} if it contains nothing more
     */
    public VendorResponse vendor() {
        return vendor;
    }

    @Override
    public String toString() {
        return "LivenessResult[" + (live ? "live" : "not live") + "]";
    }
}
