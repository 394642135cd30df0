package io.facebridge.decision;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.error.UncalibratedException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchDecision.Outcome;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.match.VerifyRequest;
import io.facebridge.observation.Observer;
import io.facebridge.observation.Observer.Kind;
import io.facebridge.observation.Observer.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides about images by a provider's scores and a policy: the first type to use for comparison, verification and
 * identification. Every decision is reported to the listeners. Immutable, and as thread-safe as the provider and the
 * listeners; does not close the provider.
 *
 * <pre>{@code
 * FaceMatcher matcher = FaceMatcher.of(provider, MatchPolicy.falseMatchRate(1e-4));
 * MatchDecision decision = matcher.compare(Path.of("id-card.jpg"), Path.of("selfie.jpg"));
 * }</pre>
 *
 * <p>A call uses one capability of the provider: {@link io.facebridge.FaceComparer} to compare, {@link FaceVerifier} to
 * verify, {@link FaceIdentifier} and, for a rate of whole searches, {@link FaceGalleries} to identify. It throws {@link
 * io.facebridge.error.UnsupportedCapabilityException} with the name of the capability if the provider does not offer
 * it, the exceptions of the capability, and those of {@link MatchPolicy#thresholdFor}. The latter are
 * thrown before an image is sent where the scale is known without a request ({@link io.facebridge.FaceComparer#scale()},
 * {@link FaceVerifier#knownScale}, {@link FaceIdentifier#knownScale}), else after the provider has returned a score. A
 * search that returns no candidate is then NO_MATCH without a threshold, as it would be at every threshold.
 */
public final class FaceMatcher {
    private final FaceProvider faces;
    private final MatchPolicy policy;
    private final Settings settings;

    private FaceMatcher(FaceProvider faces, MatchPolicy policy, Settings settings) {
        this.faces = faces;
        this.policy = policy;
        this.settings = settings;
    }

    /** The settings of a matcher. A matcher has its own, which do not change. */
    private static final class Settings {
        private double margin;
        private List<DecisionListener> listeners = List.of();
        private @Nullable String requester;
        private Clock clock = Clock.systemUTC();
        private Observer observer = Observer.NONE;
    }

    /** Returns a copy of this matcher with a change. */
    private FaceMatcher with(Consumer<Settings> change) {
        Settings changed = new Settings();
        changed.margin = settings.margin;
        changed.listeners = settings.listeners;
        changed.requester = settings.requester;
        changed.clock = settings.clock;
        changed.observer = settings.observer;
        change.accept(changed);
        return new FaceMatcher(faces, policy, changed);
    }

    /**
     * Creates a matcher that decides about a provider's scores by a policy. It has no listener, margin or observer, and uses
     * the system's clock.
     *
     * @param faces the provider that is called; stays open
     * @param policy the policy
     * @return a matcher without listeners
     */
    public static FaceMatcher of(FaceProvider faces, MatchPolicy policy) {
        return new FaceMatcher(
                Objects.requireNonNull(faces, "faces"), Objects.requireNonNull(policy, "policy"), new Settings());
    }

    /**
     * Sends a search to human review, too, when the second person's score is less than this below the best one's. A search in
     * which two people match is reviewed in any case. By default there is no margin.
     *
     * @param points greater than 0, on the scale of the provider's searches
     * @return a new matcher
     * @throws IllegalArgumentException if it is not finite and greater than 0
     */
    public FaceMatcher withMargin(double points) {
        if (!(points > 0 && Double.isFinite(points))) {
            throw new IllegalArgumentException("margin must be finite and greater than 0 but was " + points);
        }
        return with(changed -> changed.margin = points);
    }

    /**
     * Returns a matcher that also notifies {@code listener} of every decision, after the listeners registered before it.
     *
     * @param listener is notified on the calling thread, before the decision is returned
     * @return a new matcher
     */
    public FaceMatcher withListener(DecisionListener listener) {
        List<DecisionListener> more = new ArrayList<>(settings.listeners);
        more.add(Objects.requireNonNull(listener, "listener"));
        return with(changed -> changed.listeners = List.copyOf(more));
    }

    /**
     * Sets the requester that is recorded in {@link DecisionReport}. By default none is recorded.
     *
     * @param who for example a terminal, a clerk or a service, by the application's name
     * @return a new matcher
     */
    public FaceMatcher withRequester(String who) {
        Objects.requireNonNull(who, "who");
        return with(changed -> changed.requester = who);
    }

    /**
     * Sets the clock from which the reports take their times. The default is the system's clock.
     *
     * @param other the clock
     * @return a new matcher
     */
    public FaceMatcher withClock(Clock other) {
        Objects.requireNonNull(other, "clock");
        return with(changed -> changed.clock = other);
    }

    /**
     * Observes each decision as a stage {@code compare}, {@code verify} or {@code identify} of {@link Kind#DECISION},
     * replacing the observer set before. The stage contains the provider's work, and ends before the listeners are notified.
     * Its outcome is the name of the decision's outcome; of a search for several faces that of the largest one,
     * {@code NO_MATCH} if there is none.
     *
     * @param observer is notified on the calling thread; exceptions that it throws are dropped
     * @return a new matcher
     */
    public FaceMatcher withObserver(Observer observer) {
        Objects.requireNonNull(observer, "observer");
        return with(changed -> changed.observer = observer);
    }

    private <T> T observed(String operation, Supplier<T> work, Function<T, Outcome> outcome) {
        Observer observer = settings.observer;
        return observer == Observer.NONE
                ? work.get()
                : observer.observe(
                        new Stage(Kind.DECISION, faces.id(), operation),
                        work,
                        result -> outcome.apply(result).name());
    }

    /**
     * Decides whether the largest faces of two image files are of one person. Reads both files under the
     * {@linkplain io.facebridge.image.ReadLimits#defaults() default limits}, the reference first, before it compares.
     *
     * @param reference the file of the image of the claimed person
     * @param probe the file of the image just captured
     * @return as {@link MatchPolicy#judge(Comparison)}
     * @throws io.facebridge.error.InvalidImageException if a file cannot be read, exceeds the limits or is not a usable
     *     image; nothing was sent
     */
    public MatchDecision compare(Path reference, Path probe) {
        return compare(FaceImage.of(reference), FaceImage.of(probe));
    }

    /**
     * Decides whether the largest faces of two images are of one person.
     *
     * @param reference the image of the claimed person
     * @param probe the image just captured
     * @return as {@link MatchPolicy#judge(Comparison)}
     */
    public MatchDecision compare(FaceImage reference, FaceImage probe) {
        return compare(reference, probe, CompareOptions.defaults());
    }

    /**
     * Decides whether the selected faces of two images are of one person.
     *
     * @param reference the image of the claimed person
     * @param probe the image just captured
     * @param options which face of each image is selected
     * @return as {@link MatchPolicy#judge(Comparison)}
     */
    public MatchDecision compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        UnreportedDecision decided = compareUnreported(reference, probe, options);
        decided.report(FailoverMember.of(faces), List.of());
        return decided.decision();
    }

    /**
     * Decides as {@link #compare(FaceImage, FaceImage, CompareOptions)} and leaves the report to the caller. For
     * compositions such as a failover, which add the provider that compared and those that failed; applications call
     * {@code compare}.
     *
     * @param reference the image of the claimed person
     * @param probe the image just captured
     * @param options which face of each image is selected
     * @return the decision, which no listener has received
     */
    public UnreportedDecision compareUnreported(FaceImage reference, FaceImage probe, CompareOptions options) {
        return observed(
                "compare",
                () -> {
                    faces.comparer().scale().ifPresent(policy::requireThresholds);
                    Comparison comparison = faces.comparer().compare(reference, probe, options);
                    return new UnreportedDecision(this, comparison, policy.judge(comparison));
                },
                decided -> decided.decision().outcome());
    }

    private void report(UnreportedDecision decided, FailoverMember member, List<FailedMember> failedMembers) {
        notifyListeners(new DecisionReport(
                settings.clock.instant(),
                settings.requester,
                member,
                failedMembers,
                Operation.COMPARE,
                policy,
                List.of(),
                null,
                decided.decision(),
                requestIds(Stream.of(decided.comparison))));
    }

    /** A decision about two images that no listener has received yet. Immutable. */
    public static final class UnreportedDecision {
        private final FaceMatcher matcher;
        private final Comparison comparison;
        private final MatchDecision decision;

        private UnreportedDecision(FaceMatcher matcher, Comparison comparison, MatchDecision decision) {
            this.matcher = matcher;
            this.comparison = comparison;
            this.decision = decision;
        }

        /** {@return the decision} */
        public MatchDecision decision() {
            return decision;
        }

        /**
         * Reports the decision to the matcher's listeners, on the calling thread.
         *
         * @param member the provider that compared
         * @param failed the providers that were called before and failed, in that order; may be empty
         */
        public void report(FailoverMember member, List<FailedMember> failed) {
            matcher.report(this, member, failed);
        }
    }

    /**
     * Decides whether an image shows the enrolled person that it is claimed to show.
     *
     * @param request the image, the gallery, and the claimed person
     * @return as {@link MatchPolicy#judge(Comparison)}
     * @throws io.facebridge.error.UnsupportedCapabilityException if the provider does not verify
     */
    public MatchDecision verify(VerifyRequest request) {
        UnreportedDecision decided = observed(
                "verify",
                () -> {
                    FaceVerifier verifier = faces.require(FaceVerifier.class);
                    verifier.knownScale(request.gallery()).ifPresent(policy::requireThresholds);
                    Comparison comparison = verifier.verify(request);
                    return new UnreportedDecision(this, comparison, policy.judge(comparison));
                },
                verified -> verified.decision().outcome());
        notifyListeners(new DecisionReport(
                settings.clock.instant(),
                settings.requester,
                FailoverMember.of(faces),
                List.of(),
                Operation.VERIFY,
                policy,
                List.of(request.gallery()),
                request.claimed(),
                decided.decision(),
                requestIds(Stream.of(decided.comparison))));
        return decided.decision();
    }

    /**
     * Decides which enrolled person an image shows. With a policy of searches that does not state the number of references,
     * each gallery is first queried for its number of faces, which costs one request per gallery; a gallery that grows
     * concurrently is searched at the rate of its earlier size.
     *
     * <p>Requests one candidate more than there are galleries from the provider, if the request's limit is lower, so that a
     * second person is detected. A person with the same id in two galleries is one person.
     *
     * @param request the image, the galleries, and the maximum number of candidates
     * @return one decision per selected face, largest face first
     * @throws io.facebridge.error.UnsupportedCapabilityException if the provider does not identify, or has no galleries to
     *     query
     * @throws UncalibratedException if no threshold is known at a rate of the policy, or a gallery does not report its number
     *     of faces
     */
    public List<IdentificationDecision> identify(IdentifyRequest request) {
        List<Identified> identified = observed(
                "identify",
                () -> identifyUnreported(request),
                all -> all.isEmpty() ? Outcome.NO_MATCH : all.get(0).decision().outcome());
        identified.forEach(face -> notifyListeners(face.report()));
        return identified.stream().map(Identified::decision).toList();
    }

    /** The decision about one face, with its report, which no listener has received yet. */
    private record Identified(IdentificationDecision decision, DecisionReport report) {}

    private List<Identified> identifyUnreported(IdentifyRequest request) {
        FaceIdentifier identifier = faces.require(FaceIdentifier.class);
        MatchPolicy sized = policyIn(request.galleries());
        request.galleries().forEach(gallery -> identifier.knownScale(gallery).ifPresent(sized::requireThresholds));
        int wanted = Math.max(request.limit(), request.galleries().size() + 1);
        List<Identified> decisions = new ArrayList<>();
        for (Identification found : identifier.identify(request.limit(wanted))) {
            decisions.add(decide(found, request, sized));
        }
        return decisions;
    }

    /**
     * Returns the policy for a search in the given galleries. Queries each of them for its number of faces, unless the policy
     * states the number of references or does not depend on it.
     *
     * @param galleries the galleries that are searched at once
     * @return this matcher's policy, or a copy of it with the number of references
     * @throws UncalibratedException if a gallery does not report its number of faces
     */
    public MatchPolicy policyIn(List<GalleryId> galleries) {
        if (policy.targetFalsePositiveIdentificationRate().isEmpty()
                || policy.references().isPresent()) {
            return policy;
        }
        FaceGalleries all = faces.require(FaceGalleries.class);
        long references = 0;
        for (GalleryId gallery : galleries) {
            references += all.open(gallery)
                    .info()
                    .faces()
                    .orElseThrow(
                            () -> new UncalibratedException("no threshold is known at a rate of whole searches: the"
                                    + " gallery " + gallery + " does not report its number of faces; set"
                                    + " MatchPolicy.withReferenceCount"));
        }
        return policy.withReferenceCount(Math.max(1, references));
    }

    private Identified decide(Identification found, IdentifyRequest request, MatchPolicy sized) {
        @Nullable MatchDecision best = found.best().map(sized::judge).orElse(null);
        IdentificationDecision decision = best == null
                ? IdentificationDecision.withoutCandidates(
                        found.face(),
                        sized.probeGate().map(gate -> gate.judge(found.face())).orElse(null))
                : IdentificationDecision.of(
                        found.face(),
                        best,
                        secondIsNear(found.candidates(), sized),
                        found.candidates().stream().limit(request.limit()).toList());
        DecisionReport report = new DecisionReport(
                settings.clock.instant(),
                settings.requester,
                FailoverMember.of(faces),
                sized,
                request.galleries(),
                decision,
                requestIds(found.candidates().stream().map(Candidate::comparison)));
        return new Identified(decision, report);
    }

    /**
     * Returns whether the second person is too near by the score alone: an upper bound does not exclude that the second
     * person matches.
     */
    private boolean secondIsNear(List<Candidate> candidates, MatchPolicy sized) {
        Candidate best = candidates.get(0);
        Optional<Candidate> second = candidates.stream()
                .filter(candidate -> !candidate.person().equals(best.person()))
                .findFirst();
        return second.isPresent()
                && (sized.judge(second.get().score()).outcome() == Outcome.MATCH
                        || best.score().value() - second.get().score().value() < settings.margin);
    }

    private void notifyListeners(DecisionReport report) {
        settings.listeners.forEach(listener -> listener.onDecision(report));
    }

    private static List<String> requestIds(Stream<Comparison> comparisons) {
        return comparisons
                .flatMap(comparison -> comparison.vendor().requestId().stream())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return "FaceMatcher[" + faces.id() + ", " + policy + (settings.margin == 0 ? "" : ", margin " + settings.margin)
                + "]";
    }
}
