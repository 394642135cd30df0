package io.facebridge.liveness;

import io.facebridge.face.DetectedFace;
import io.facebridge.match.Score;
import io.facebridge.provider.VendorResponse;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one picture says about whether its person is live. Immutable. */
public final class LivenessResult {
    private final boolean live;
    private final @Nullable Score score;
    private final @Nullable DetectedFace face;
    private final VendorResponse vendor;

    /**
     * Creates a result.
     *
     * @param live whether the provider takes the face for live
     * @param score what that rests on, higher being more live, or {@code null} if the provider gives none
     * @param face the face that was judged, or {@code null} if the provider does not say
     * @param vendor the vendor's own answer
     */
    public LivenessResult(boolean live, @Nullable Score score, @Nullable DetectedFace face, VendorResponse vendor) {
        this.live = live;
        this.score = score;
        this.face = face;
        this.vendor = Objects.requireNonNull(vendor, "vendor");
    }

    /**
     * Whether the provider takes the face for live.
     *
     * @return {@code true} for live
     */
    public boolean live() {
        return live;
    }

    /**
     * What the judgment rests on; higher is more live.
     *
     * @return empty if the provider gives no number
     */
    public Optional<Score> score() {
        return Optional.ofNullable(score);
    }

    /**
     * The face that was judged.
     *
     * @return empty if the provider does not say
     */
    public Optional<DetectedFace> face() {
        return Optional.ofNullable(face);
    }

    /**
     * The vendor's own answer.
     *
     * @return {@link VendorResponse#none()} if it adds nothing
     */
    public VendorResponse vendor() {
        return vendor;
    }

    @Override
    public String toString() {
        return "LivenessResult[" + (live ? "live" : "not live") + "]";
    }
}
