package io.facebridge.operations.failover;

import io.facebridge.FaceProvider;
import io.facebridge.decision.DecisionListener;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.FaceMatcher.UnreportedDecision;
import io.facebridge.decision.FailoverMember;
import io.facebridge.decision.FailoverMember.FailedMember;
import io.facebridge.error.CallInterruptedException;
import io.facebridge.error.CallTimeoutException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.ThrottledException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.observation.Observer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Providers in an order of precedence: if one is unavailable, the next one is called. Use it for operations without a gallery:
 * detection, and decisions about two images, each by the threshold of the policy's rate on the score scale of the provider that
 * decides.
 *
 * <!-- docs-test: given Calibration azureCalibration; Calibration awsCalibration; FaceImage probe -->
 * <pre>{@code
 * Failover failover = Failover.builder(azure, aws, local)
 *         .policy(MatchPolicy.falseMatchRate(1e-4).calibratedBy(azureCalibration).calibratedBy(awsCalibration))
 *         .processedIn(azure, "westeurope")
 *         .allowedRegions("westeurope", "eu-west-1")
 *         .build();
 * FailoverResult<MatchDecision> result = failover.compare(reference, probe);
 * }</pre>
 *
 * <p>The next member is called after a {@link ProviderUnavailableException}, a {@link CallTimeoutException} or a
 * {@link ThrottledException}, each of which a provider throws only after its own {@code CallPolicy} has waited and retried.
 * Every other exception is thrown to the caller at once, with the earlier failures as suppressed exceptions: the caller must
 * correct a rejected image, request or threshold. The same applies to credentials, a missing permission and a quota, which would
 * otherwise go unnoticed while another provider responds. An interruption ends the call.
 *
 * <p>A call takes at most as long as the deadlines of all members together. Immutable, and as thread-safe as the providers
 * and the listeners; does not close the providers.
 */
public final class Failover {
    private final List<Member> members;

    private Failover(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /**
     * Creates a builder with providers and no restriction of their regions.
     *
     * @param primary called first; stays open
     * @param others called in this order if all earlier ones are unavailable; stay open
     * @return a new builder
     * @throws IllegalArgumentException if a provider is given twice
     */
    public static Builder builder(FaceProvider primary, FaceProvider... others) {
        List<FaceProvider> all = new ArrayList<>();
        all.add(Objects.requireNonNull(primary, "primary"));
        for (FaceProvider other : others) {
            Objects.requireNonNull(other, "others");
            if (all.stream().anyMatch(known -> known == other)) {
                throw new IllegalArgumentException("members of a failover must be different but " + other.id()
                        + " occurs twice; remove one, as a failed provider is not called again");
            }
            all.add(other);
        }
        return new Builder(all);
    }

    /**
     * Sets the requester that is recorded in the reports to the listeners. By default none is recorded.
     *
     * @param who for example a terminal, a clerk or a service, by the application's own name
     * @return a new failover with the same members
     */
    public Failover withRequester(String who) {
        Objects.requireNonNull(who, "who");
        return new Failover(
                members.stream().map(member -> member.withRequester(who)).toList());
    }

    /**
     * Returns the members.
     *
     * @return in the order in which they are called, the primary first; unmodifiable
     */
    public List<FailoverMember> members() {
        return members.stream().map(Member::name).toList();
    }

    /**
     * Decides whether the largest faces of two image files are of one person. Reads both files once, the reference first,
     * under the {@linkplain io.facebridge.image.ReadLimits#defaults() default limits}, before the first member is called.
     *
     * @param reference the file of the image of the claimed person
     * @param probe the file of the image just captured
     * @return as {@link #compare(FaceImage, FaceImage, CompareOptions)}
     * @throws io.facebridge.error.InvalidImageException if a file cannot be read, exceeds the limits or is not a usable
     *     image; no member was called
     */
    public FailoverResult<MatchDecision> compare(Path reference, Path probe) {
        return compare(FaceImage.of(reference), FaceImage.of(probe));
    }

    /**
     * Decides whether the largest faces of two images are of one person.
     *
     * @param reference the image of the claimed person
     * @param probe the image just captured
     * @return as {@link #compare(FaceImage, FaceImage, CompareOptions)}
     */
    public FailoverResult<MatchDecision> compare(FaceImage reference, FaceImage probe) {
        return compare(reference, probe, CompareOptions.defaults());
    }

    /**
     * Decides whether the selected faces of two images are of one person. Also throws the exceptions of {@link
     * FaceMatcher#compare} that do not lead to the next member.
     *
     * @param reference the image of the claimed person
     * @param probe the image just captured
     * @param options which face of each image is selected
     * @return the decision, which the listeners have received, and the member that made it
     * @throws FailoverExhaustedException if every member was unavailable
     * @throws CallInterruptedException if the thread was interrupted, also between two members
     * @throws IllegalStateException if no policy was set
     */
    public FailoverResult<MatchDecision> compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        Answered<UnreportedDecision> answered =
                call(member -> member.requireMatcher().compareUnreported(reference, probe, options));
        // Outside of the call, so that an exception of a listener is never treated as a failure of the provider.
        answered.value().report(answered.by().name(), answered.failedMembers());
        return answered.with(answered.value().decision());
    }

    /**
     * Detects the faces in an image with {@link DetectOptions#defaults()}.
     *
     * @param image the image
     * @return as {@link #detect(FaceImage, DetectOptions)}
     */
    public FailoverResult<List<DetectedFace>> detect(FaceImage image) {
        return detect(image, DetectOptions.defaults());
    }

    /**
     * Detects the faces in an image. Confidence and quality are on scales of the member that detects. Also throws the
     * exceptions of {@link io.facebridge.FaceDetector#detect} that do not lead to the next member.
     *
     * @param image the image
     * @param options which features to report, and of how many faces
     * @return the faces, and the member that detected them
     * @throws FailoverExhaustedException if every member was unavailable
     * @throws CallInterruptedException if the thread was interrupted, also between two members
     * @throws UnsupportedCapabilityException if any member does not support a feature, before a member is called: an outage
     *     must not change which features are reported
     */
    public FailoverResult<List<DetectedFace>> detect(FaceImage image, DetectOptions options) {
        members.forEach(member -> member.requireFeatures(options));
        Answered<List<DetectedFace>> answered =
                call(member -> member.faces().detector().detect(image, options));
        return answered.with(answered.value());
    }

    private <T> Answered<T> call(Function<Member, T> operation) {
        List<FaceBridgeException> failures = new ArrayList<>();
        List<FailedMember> failedMembers = new ArrayList<>();
        for (Member member : members) {
            if (!failures.isEmpty() && Thread.currentThread().isInterrupted()) {
                throw withEarlier(failures, failedMembers, new CallInterruptedException(Effect.NONE, null));
            }
            try {
                return new Answered<>(operation.apply(member), member, List.copyOf(failedMembers));
            } catch (ProviderUnavailableException | CallTimeoutException | ThrottledException e) {
                failures.add(e);
                failedMembers.add(FailedMember.of(member.name(), e));
            } catch (RuntimeException e) {
                throw withEarlier(failures, failedMembers, e);
            }
        }
        throw new FailoverExhaustedException(failedMembers, failures);
    }

    private static RuntimeException withEarlier(
            List<FaceBridgeException> failures, List<FailedMember> failedMembers, RuntimeException thrown) {
        failures.forEach(thrown::addSuppressed);
        Effect earlier = FailoverExhaustedException.worst(failedMembers);
        if (earlier != Effect.NONE && thrown instanceof FaceBridgeException typed) {
            typed.addEffect(earlier, "a provider that was called before may have executed the request");
        }
        return thrown;
    }

    @Override
    public String toString() {
        return "Failover" + members();
    }

    /** The result of a member, and the members that failed before. */
    private record Answered<T>(T value, Member by, List<FailedMember> failedMembers) {
        <U> FailoverResult<U> with(U given) {
            return new FailoverResult<>(given, by.name(), failedMembers);
        }
    }

    /** A provider and its matcher; {@code null} where there is no policy. */
    private record Member(
            FaceProvider faces,
            FailoverMember name,
            @Nullable FaceMatcher matcher) {
        Member withRequester(String who) {
            return new Member(faces, name, matcher == null ? null : matcher.withRequester(who));
        }

        FaceMatcher requireMatcher() {
            if (matcher == null) {
                throw new IllegalStateException(
                        "failover has no policy to decide by; set it with the builder's policy");
            }
            return matcher;
        }

        void requireFeatures(DetectOptions options) {
            Set<FaceFeature> known = faces.detector().features();
            options.features().stream()
                    .filter(feature -> !known.contains(feature))
                    .sorted()
                    .findFirst()
                    .ifPresent(feature -> {
                        throw new UnsupportedCapabilityException(faces.id(), feature.name());
                    });
        }
    }

    /** Builds a {@link Failover}. Not thread-safe. */
    public static final class Builder {
        private final List<FaceProvider> providers;
        private final IdentityHashMap<FaceProvider, Set<String>> stated = new IdentityHashMap<>();
        private final List<DecisionListener> listeners = new ArrayList<>();
        private @Nullable Set<String> allowed;
        private @Nullable MatchPolicy policy;
        private Clock clock = Clock.systemUTC();
        private Observer observer = Observer.NONE;

        private Builder(List<FaceProvider> providers) {
            this.providers = providers;
        }

        /**
         * Sets the policy of all members. A false match rate corresponds to a different threshold on each score scale: add a
         * calibration for every scale without published thresholds. Without a policy, the failover can detect and not compare.
         *
         * @param decides the policy
         * @return this builder
         */
        public Builder policy(MatchPolicy decides) {
            policy = Objects.requireNonNull(decides, "decides");
            return this;
        }

        /**
         * Sets the regions in which a provider processes images, for providers that do not report them.
         *
         * @param provider one of the members
         * @param regions one or more, by the vendor's names
         * @return this builder
         * @throws IllegalArgumentException if the provider is not a member
         * @throws IllegalArgumentException if no region is given
         * @throws IllegalArgumentException if a region is {@link FaceProvider#IN_PROCESS}, which only the provider can report
         * @throws IllegalArgumentException if the provider reports other regions
         */
        public Builder processedIn(FaceProvider provider, String... regions) {
            Set<String> given = Set.of(regions);
            if (providers.stream().noneMatch(member -> member == provider)) {
                throw new IllegalArgumentException(
                        "provider " + provider.id() + " is not a member of the failover; add it to the builder first");
            }
            if (given.isEmpty()) {
                throw new IllegalArgumentException(
                        "regions of provider " + provider.id() + " must not be empty; pass at least one region");
            }
            if (given.contains(FaceProvider.IN_PROCESS) && provider.regions().isEmpty()) {
                throw new IllegalArgumentException(
                        "region " + FaceProvider.IN_PROCESS + " must be reported by the provider" + " itself, and "
                                + provider.id() + " does not report it; pass the vendor's region");
            }
            if (!provider.regions().isEmpty() && !provider.regions().equals(given)) {
                throw new IllegalArgumentException(
                        "regions of provider " + provider.id() + " must be those that it reports, "
                                + new TreeSet<>(provider.regions()) + ", but were " + new TreeSet<>(given)
                                + "; omit processedIn for it");
            }
            stated.put(provider, given);
            return this;
        }

        /**
         * Sets the regions in which images may be processed: {@link #build} rejects a member in another region, and one whose
         * regions are unknown. A member that runs inside this JVM is always allowed, as no image leaves it. By default every
         * region is allowed.
         *
         * @param regions the regions, by the vendors' names; none for this JVM only
         * @return this builder
         */
        public Builder allowedRegions(String... regions) {
            allowed = Set.of(regions);
            return this;
        }

        /**
         * Adds a listener, which is notified of every decision after the listeners added before it.
         *
         * @param listener receives the decisions, on the caller's thread
         * @return this builder
         */
        public Builder addListener(DecisionListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets the observer of the decisions about two images: a member that fails is a failed stage, the one that decides is a
         * stage with its outcome, each as {@link FaceMatcher#withObserver} specifies. Detection is not observed. The default is
         * {@link Observer#NONE}.
         *
         * @param notified the observer, called on the caller's thread; replaces the one set before
         * @return this builder
         */
        public Builder observer(Observer notified) {
            observer = Objects.requireNonNull(notified, "notified");
            return this;
        }

        /**
         * Sets the clock of the times in reports. The default is the system clock.
         *
         * @param other the clock
         * @return this builder
         */
        public Builder clock(Clock other) {
            clock = Objects.requireNonNull(other, "other");
            return this;
        }

        /**
         * Checks the members and creates the failover. Sends no image.
         *
         * @return the failover
         * @throws RegionNotAllowedException if a member processes images in a region that is not allowed, or its regions are
         *     unknown
         * @throws io.facebridge.error.UncalibratedException if a member's score scale is known and has no threshold at the
         *     policy's rates. If the scale is known from a response only, the call throws it instead
         * @throws IllegalArgumentException if the policy is for searches
         */
        public Failover build() {
            if (policy != null && policy.targetFalseMatchRate().isEmpty()) {
                throw new IllegalArgumentException(
                        "policy of a failover must have a false match rate but is for searches; use"
                                + " MatchPolicy.falseMatchRate");
            }
            List<Member> members = new ArrayList<>();
            for (FaceProvider provider : providers) {
                FailoverMember name =
                        new FailoverMember(provider.id(), stated.getOrDefault(provider, provider.regions()));
                requireAllowed(name);
                members.add(new Member(provider, name, matcher(provider)));
            }
            return new Failover(members);
        }

        private void requireAllowed(FailoverMember member) {
            Set<String> regions = member.regions();
            if (allowed == null || regions.equals(Set.of(FaceProvider.IN_PROCESS))) {
                return;
            }
            if (regions.isEmpty() || !allowed.containsAll(regions)) {
                throw new RegionNotAllowedException(member, allowed);
            }
        }

        private @Nullable FaceMatcher matcher(FaceProvider provider) {
            MatchPolicy decides = policy;
            if (decides == null) {
                return null;
            }
            provider.comparer().scale().ifPresent(decides::requireThresholds);
            FaceMatcher matcher =
                    FaceMatcher.of(provider, decides).withClock(clock).withObserver(observer);
            for (DecisionListener listener : listeners) {
                matcher = matcher.withListener(listener);
            }
            return matcher;
        }
    }
}
