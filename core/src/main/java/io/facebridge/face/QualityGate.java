package io.facebridge.face;

import io.facebridge.face.FaceAttributes.Estimate;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceQuality.Usability;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a face is good enough for its use. Properties that a provider does not report are not judged: they are never
 * a reason for rejection, and the {@linkplain QualityVerdict#unjudged() verdict} lists them. Immutable.
 *
 * <pre>{@code
 * DetectOptions options = DetectOptions.defaults().with(FaceFeature.QUALITY, FaceFeature.POSE);
 * List<DetectedFace> faces = provider.detector().detect(image, options);
 * if (!faces.isEmpty()) {
 *     QualityVerdict verdict = QualityGate.enrollment().judge(faces.get(0), faces.size() - 1);
 *     System.out.println(verdict.accepted() ? "accepted" : "rejected: " + verdict.rejections());
 * }
 * }</pre>
 *
 * <p>The size of a face is the smaller of the width and the height of its box, in pixels of the upright image as the caller
 * passed it. The roll of the head does not matter, because recognition turns the face upright. Sharpness and brightness as
 * numbers are not judged, because each provider has its own; a provider whose vendor documents a limit reports a
 * {@linkplain FaceQuality#findings() finding} instead. The sources of the numbers are listed in
 * {@code docs/how-to/check-image-quality.md}.
 *
 * <table>
 * <caption>The presets; a value at the limit passes</caption>
 * <tr><th></th><th>{@link #enrollment()}</th><th>{@link #probe()}</th><th>{@link #lenient()}</th></tr>
 * <tr><td>face, pixels</td><td>refuses below 80, warns below 200</td><td>refuses below 36, warns below 80</td>
 * <td>refuses below 36</td></tr>
 * <tr><td>between the eyes, pixels</td><td>refuses below 40, warns below 100</td><td>warns below 40</td><td>-</td></tr>
 * <tr><td>yaw or pitch beyond 35 degrees either way</td><td>refuses</td><td>refuses</td><td>warns</td></tr>
 * <tr><td>usability</td><td>refuses LOW, warns at MEDIUM</td><td>refuses LOW</td><td>warns at LOW</td></tr>
 * <tr><td>blurred</td><td>refuses</td><td>warns</td><td>warns</td></tr>
 * <tr><td>dark, bright</td><td>warns</td><td>warns</td><td>warns</td></tr>
 * <tr><td>occluded, mask</td><td>refuses</td><td>warns</td><td>warns</td></tr>
 * <tr><td>several faces</td><td>refuses</td><td>warns</td><td>-</td></tr>
 * </table>
 */
public final class QualityGate {
    private static final double RECOMMENDED_FACE = 200;
    private static final double SMALL_FACE = 80;
    private static final double MIN_FACE_SIZE = 36;
    private static final double RECOMMENDED_EYES = 100;
    private static final double CLOSE_EYES = 40;
    private static final double MAX_TURN = 35;

    /** The reasons that are found or counted, and so have a severity and no limit. */
    private static final Set<QualityReason> BY_SEVERITY;

    static {
        EnumSet<QualityReason> reasons = EnumSet.copyOf(FaceQuality.FINDINGS);
        reasons.add(QualityReason.SEVERAL_FACES);
        BY_SEVERITY = reasons;
    }

    private final Border face;
    private final Border eyes;
    private final double maxTurn;
    private final Severity turned;
    private final Usability minUsability;
    private final Usability recommendedUsability;
    private final Map<QualityReason, Severity> severities;

    private QualityGate(Draft draft) {
        face = draft.face;
        eyes = draft.eyes;
        maxTurn = draft.maxTurn;
        turned = draft.turned;
        minUsability = draft.minUsability;
        recommendedUsability = draft.recommendedUsability;
        severities = draft.severities;
    }

    /** The mutable settings of a gate. Begins with what the presets have in common. */
    private static final class Draft {
        private Border face = new Border(MIN_FACE_SIZE, SMALL_FACE);
        private Border eyes = new Border(0, CLOSE_EYES);
        private double maxTurn = MAX_TURN;
        private Severity turned = Severity.REFUSE;
        private Usability minUsability = Usability.MEDIUM;
        private Usability recommendedUsability = Usability.MEDIUM;
        private Map<QualityReason, Severity> severities = Map.of();
    }

    /** Returns a copy of this gate with a change. */
    private QualityGate with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.face = face;
        draft.eyes = eyes;
        draft.maxTurn = maxTurn;
        draft.turned = turned;
        draft.minUsability = minUsability;
        draft.recommendedUsability = recommendedUsability;
        draft.severities = severities;
        change.accept(draft);
        return new QualityGate(draft);
    }

    /**
     * Returns the preset for images that are enrolled and compared with for years.
     *
     * @return the strictest preset
     */
    public static QualityGate enrollment() {
        Draft draft = new Draft();
        draft.face = new Border(SMALL_FACE, RECOMMENDED_FACE);
        draft.eyes = new Border(CLOSE_EYES, RECOMMENDED_EYES);
        draft.recommendedUsability = Usability.HIGH;
        draft.severities = severities(Severity.REFUSE, Severity.WARN, Severity.REFUSE, Severity.REFUSE);
        return new QualityGate(draft);
    }

    /**
     * Returns the preset for images just captured, which are compared with enrolled people.
     *
     * @return the preset
     */
    public static QualityGate probe() {
        Draft draft = new Draft();
        draft.severities = severities(Severity.WARN, Severity.WARN, Severity.WARN, Severity.WARN);
        return new QualityGate(draft);
    }

    /**
     * Returns the preset for images that cannot be captured again: rejects only faces that are too small to be used.
     *
     * @return the most permissive preset
     */
    public static QualityGate lenient() {
        Draft draft = new Draft();
        draft.face = new Border(MIN_FACE_SIZE, MIN_FACE_SIZE);
        draft.eyes = new Border(0, 0);
        draft.turned = Severity.WARN;
        draft.minUsability = Usability.LOW;
        draft.severities = severities(Severity.WARN, Severity.WARN, Severity.WARN, Severity.IGNORE);
        return new QualityGate(draft);
    }

    /**
     * Sets the minimum size of the face.
     *
     * @param refuseBelow pixels, 0 or more; 0 rejects none
     * @param warnBelow pixels, {@code refuseBelow} or more
     * @return a new gate
     * @throws IllegalArgumentException if a number is out of range or not finite
     */
    public QualityGate withFaceSize(double refuseBelow, double warnBelow) {
        return with(draft -> draft.face = Border.of("face size", refuseBelow, warnBelow));
    }

    /**
     * Sets the minimum distance between the eyes.
     *
     * @param refuseBelow pixels, 0 or more; 0 rejects none
     * @param warnBelow pixels, {@code refuseBelow} or more
     * @return a new gate
     * @throws IllegalArgumentException if a number is out of range or not finite
     */
    public QualityGate withEyeDistance(double refuseBelow, double warnBelow) {
        return with(draft -> draft.eyes = Border.of("eye distance", refuseBelow, warnBelow));
    }

    /**
     * Sets the maximum rotation of the head, to the sides as well as up and down. The limit of every preset is 35
     * degrees.
     *
     * @param degrees 0 to 180 for both yaw and pitch, either way
     * @param beyond the severity for a head that is turned further
     * @return a new gate
     * @throws IllegalArgumentException if the angle is out of range
     */
    public QualityGate withMaxTurn(double degrees, Severity beyond) {
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new IllegalArgumentException("the turn of the head must be in [0, 180] degrees but was " + degrees);
        }
        Objects.requireNonNull(beyond, "beyond");
        return with(draft -> {
            draft.maxTurn = degrees;
            draft.turned = beyond;
        });
    }

    /**
     * Sets the minimum of the provider's own overall verdict.
     *
     * @param refuseBelow LOW rejects none
     * @param warnBelow {@code refuseBelow} or better
     * @return a new gate
     * @throws IllegalArgumentException if {@code warnBelow} is worse than {@code refuseBelow}
     */
    public QualityGate withUsability(Usability refuseBelow, Usability warnBelow) {
        if (warnBelow.compareTo(refuseBelow) < 0) {
            throw new IllegalArgumentException("warnBelow must be " + refuseBelow
                    + " or better, because lower ones are rejected, but was " + warnBelow);
        }
        return with(draft -> {
            draft.minUsability = refuseBelow;
            draft.recommendedUsability = warnBelow;
        });
    }

    /**
     * Sets the severity of a defect that a provider finds, or of other faces.
     *
     * @param reason TOO_BLURRED, TOO_DARK, TOO_BRIGHT, OCCLUDED, MASKED or SEVERAL_FACES
     * @param severity its severity
     * @return a new gate
     * @throws IllegalArgumentException if the reason is another one: it has a limit of its own
     */
    public QualityGate with(QualityReason reason, Severity severity) {
        Objects.requireNonNull(severity, "severity");
        if (!BY_SEVERITY.contains(reason)) {
            throw new IllegalArgumentException("the severity can be set for " + BY_SEVERITY + " but not for " + reason);
        }
        Map<QualityReason, Severity> changed = new EnumMap<>(severities);
        changed.put(reason, severity);
        return with(draft -> draft.severities = changed);
    }

    /**
     * Judges a face where the number of other faces is not known, or does not matter.
     *
     * @param detected the face, with as much of {@link FaceFeature#QUALITY}, {@link FaceFeature#POSE} and
     *     {@link FaceFeature#ATTRIBUTES} as is to be judged
     * @return the verdict; {@link QualityReason#SEVERAL_FACES} is unjudged
     */
    public QualityVerdict judge(DetectedFace detected) {
        return judge(detected, null);
    }

    /**
     * Judges a face.
     *
     * @param detected the face, with as much of {@link FaceFeature#QUALITY}, {@link FaceFeature#POSE} and
     *     {@link FaceFeature#ATTRIBUTES} as is to be judged
     * @param otherFaces how many other faces are in the image, 0 or more
     * @return the verdict
     * @throws IllegalArgumentException if the number is negative
     */
    public QualityVerdict judge(DetectedFace detected, int otherFaces) {
        if (otherFaces < 0) {
            throw new IllegalArgumentException("the number of other faces must be 0 or more but was " + otherFaces);
        }
        return judge(detected, otherFaces > 0 ? Boolean.TRUE : Boolean.FALSE);
    }

    private QualityVerdict judge(DetectedFace detected, @Nullable Boolean others) {
        Judgment judgment = new Judgment();
        Optional<FaceQuality> quality = detected.quality();
        @Nullable
        Double size = quality.filter(known -> known.faceWidth().isPresent())
                .map(known -> Math.min(
                        known.faceWidth().getAsDouble(), known.faceHeight().orElseThrow()))
                .orElse(null);
        judgment.border(QualityReason.TOO_SMALL, face, size);
        @Nullable
        Double distance = quality.filter(known -> known.eyeDistance().isPresent())
                .map(known -> known.eyeDistance().getAsDouble())
                .orElse(null);
        judgment.border(QualityReason.EYES_TOO_CLOSE, eyes, distance);
        judgment.found(
                QualityReason.EXTREME_POSE,
                turned,
                detected.pose().map(this::isTurnedAway).orElse(null));
        judgeUsability(judgment, quality.flatMap(FaceQuality::usability).orElse(null));
        severities.forEach((reason, severity) -> judgment.found(
                reason, severity, reason == QualityReason.SEVERAL_FACES ? others : found(detected, reason)));
        return judgment.verdict();
    }

    private boolean isTurnedAway(HeadPose pose) {
        return Math.abs(pose.yaw()) > maxTurn || Math.abs(pose.pitch()) > maxTurn;
    }

    private void judgeUsability(Judgment judgment, @Nullable Usability usability) {
        if (recommendedUsability == Usability.LOW) {
            return;
        }
        if (usability == null) {
            judgment.unjudged.add(QualityReason.LOW_USABILITY);
        } else if (usability.compareTo(minUsability) < 0) {
            judgment.refusals.add(QualityReason.LOW_USABILITY);
        } else if (usability.compareTo(recommendedUsability) < 0) {
            judgment.warnings.add(QualityReason.LOW_USABILITY);
        }
    }

    /**
     * Returns whether the provider's findings or the face's traits contain the defect; {@code null} if neither reports it.
     */
    private static @Nullable Boolean found(DetectedFace detected, QualityReason reason) {
        @Nullable
        Boolean finding = detected.quality()
                .map(quality -> quality.findings().get(reason))
                .orElse(null);
        @Nullable
        Boolean trait =
                switch (reason) {
                    case OCCLUDED -> trait(detected, FaceTrait.OCCLUDED);
                    case MASKED -> trait(detected, FaceTrait.MASK);
                    default -> null;
                };
        if (finding == null || trait == null) {
            return finding == null ? trait : finding;
        }
        return finding || trait;
    }

    private static @Nullable Boolean trait(DetectedFace detected, FaceTrait trait) {
        return detected.attributes()
                .map(attributes -> attributes.traits().get(trait))
                .map(Estimate::value)
                .orElse(null);
    }

    private static Map<QualityReason, Severity> severities(
            Severity blurred, Severity light, Severity covered, Severity several) {
        Map<QualityReason, Severity> severities = new EnumMap<>(QualityReason.class);
        severities.put(QualityReason.TOO_BLURRED, blurred);
        severities.put(QualityReason.TOO_DARK, light);
        severities.put(QualityReason.TOO_BRIGHT, light);
        severities.put(QualityReason.OCCLUDED, covered);
        severities.put(QualityReason.MASKED, covered);
        severities.put(QualityReason.SEVERAL_FACES, several);
        return severities;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QualityGate that
                && face.equals(that.face)
                && eyes.equals(that.eyes)
                && maxTurn == that.maxTurn
                && turned == that.turned
                && minUsability == that.minUsability
                && recommendedUsability == that.recommendedUsability
                && severities.equals(that.severities);
    }

    @Override
    public int hashCode() {
        return Objects.hash(face, eyes, maxTurn, turned, minUsability, recommendedUsability, severities);
    }

    @Override
    public String toString() {
        return "QualityGate[face " + face + ", eyes " + eyes + ", turned beyond " + maxTurn + " degrees " + turned
                + ", usability " + minUsability + "/" + recommendedUsability + ", " + severities + "]";
    }

    /** The severity of a defect. */
    public enum Severity {
        /** The defect is not checked. */
        IGNORE,
        /** The defect is a warning. */
        WARN,
        /** The defect is a reason for rejection. */
        REFUSE
    }

    /**
     * The limits of a measure: the minimum that is accepted, and the minimum that is recommended.
     *
     * @param refuseBelow pixels
     * @param warnBelow pixels
     */
    private record Border(double refuseBelow, double warnBelow) {
        static Border of(String name, double refuseBelow, double warnBelow) {
            if (!(refuseBelow >= 0 && warnBelow >= refuseBelow && Double.isFinite(warnBelow))) {
                throw new IllegalArgumentException(
                        name + " needs 0 <= refuseBelow <= warnBelow but was " + refuseBelow + " and " + warnBelow);
            }
            return new Border(refuseBelow, warnBelow);
        }

        @Override
        public String toString() {
            return refuseBelow + "/" + warnBelow + " px";
        }
    }

    private static final class Judgment {
        private final Set<QualityReason> refusals = EnumSet.noneOf(QualityReason.class);
        private final Set<QualityReason> warnings = EnumSet.noneOf(QualityReason.class);
        private final Set<QualityReason> unjudged = EnumSet.noneOf(QualityReason.class);

        void border(QualityReason reason, Border border, @Nullable Double measure) {
            if (border.warnBelow() == 0) {
                return;
            }
            if (measure == null) {
                unjudged.add(reason);
            } else if (measure < border.refuseBelow()) {
                refusals.add(reason);
            } else if (measure < border.warnBelow()) {
                warnings.add(reason);
            }
        }

        void found(QualityReason reason, Severity severity, @Nullable Boolean found) {
            if (severity == Severity.IGNORE) {
                return;
            }
            if (found == null) {
                unjudged.add(reason);
            } else if (found) {
                (severity == Severity.REFUSE ? refusals : warnings).add(reason);
            }
        }

        QualityVerdict verdict() {
            return new QualityVerdict(refusals, warnings, unjudged);
        }
    }
}
