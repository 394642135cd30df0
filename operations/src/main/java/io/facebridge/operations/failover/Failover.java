package io.facebridge.operations.failover;

import io.facebridge.FaceProvider;
import io.facebridge.decision.DecisionListener;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.FaceMatcher.UnreportedDecision;
import io.facebridge.decision.FailoverMember;
import io.facebridge.decision.FailoverMember.PassedOver;
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
 * Several providers in an order: where one cannot answer the next one is asked. For what needs no gallery: detection, and
 * decisions about two pictures, each by the threshold that the policy's rate has on the scale of the provider that decides.
 *
 * <pre>{@code
 * Failover failover = Failover.builder(azure, aws, local)
 *         .policy(MatchPolicy.falseMatchRate(1e-4).calibratedBy(ofAzure).calibratedBy(ofAws))
 *         .processedIn(azure, "westeurope")
 *         .allowedRegions("westeurope", "eu-west-1")
 *         .build();
 * FailoverAnswer<MatchDecision> answer = failover.compare(idCard, selfie);
 * }</pre>
 *
 * <p>The next member is asked after a {@link ProviderUnavailableException}, a {@link CallTimeoutException} or a
 * {@link ThrottledException}, each of which a provider throws only after its own {@code CallPolicy} has
 * waited and retried. Every other exception reaches the caller at once, with the failures before it as suppressed exceptions:
 * a picture, a request or a threshold that is refused is the caller's to correct, and so are credentials, an access that was
 * not approved and a quota, which would otherwise stay unnoticed while another provider answers. An interruption ends the
 * call.
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
     * Starts with providers and no rule of where they may be.
     *
     * @param primary asked first; stays open
     * @param others asked in this order where those before gave no answer; stay open
     * @return a builder
     * @throws IllegalArgumentException if a provider comes twice
     */
    public static Builder builder(FaceProvider primary, FaceProvider... others) {
        List<FaceProvider> all = new ArrayList<>();
        all.add(Objects.requireNonNull(primary, "primary"));
        for (FaceProvider other : others) {
            Objects.requireNonNull(other, "others");
            if (all.stream().anyMatch(known -> known == other)) {
                throw new IllegalArgumentException("the provider " + other.id()
                        + " comes twice; a provider that gave no answer is not asked again");
            }
            all.add(other);
        }
        return new Builder(all);
    }

    /**
     * Says who asks, for the listeners.
     *
     * @param who for example a door, a clerk or a service; in the application's words
     * @return the same members, asked by them
     */
    public Failover askedBy(String who) {
        Objects.requireNonNull(who, "who");
        return new Failover(members.stream().map(member -> member.askedBy(who)).toList());
    }

    /**
     * Who is asked.
     *
     * @return in their order, the primary first; unmodifiable
     */
    public List<FailoverMember> members() {
        return members.stream().map(Member::name).toList();
    }

    /**
     * Decides whether the largest faces of two image files are of one person. Reads both files once, the reference first, under the
     * {@linkplain io.facebridge.image.ReadLimits#defaults() default limits}, before the first member is called.
     *
     * @param reference the file of the image of the person who is claimed
     * @param probe the file of the image just taken
     * @return as {@link #compare(FaceImage, FaceImage, CompareOptions)}
     * @throws io.facebridge.error.InvalidImageException if a file cannot be read, exceeds the limits or is not a usable image; no member
     *     was called
     */
    public FailoverAnswer<MatchDecision> compare(Path reference, Path probe) {
        return compare(FaceImage.of(reference), FaceImage.of(probe));
    }

    /**
     * Decides whether the largest faces of two pictures are of one person.
     *
     * @param reference the picture of the person who is claimed
     * @param probe the picture just taken
     * @return as {@link #compare(FaceImage, FaceImage, CompareOptions)}
     */
    public FailoverAnswer<MatchDecision> compare(FaceImage reference, FaceImage probe) {
        return compare(reference, probe, CompareOptions.defaults());
    }

    /**
     * Decides whether the chosen faces of two pictures are of one person. Throws what {@link FaceMatcher#compare} throws.
     *
     * @param reference the picture of the person who is claimed
     * @param probe the picture just taken
     * @param options which face of each picture is meant
     * @return the decision, which the listeners were told, and who made it
     * @throws FailoverExhaustedException if no member answered
     * @throws CallInterruptedException if the thread was interrupted, also between two members
     * @throws IllegalStateException if no policy was given
     */
    public FailoverAnswer<MatchDecision> compare(FaceImage reference, FaceImage probe, CompareOptions options) {
        Answered<UnreportedDecision> answered =
                ask(member -> member.requireMatcher().compareUnreported(reference, probe, options));
        // Outside of the asking, so that what a listener throws is never taken for a failure of the provider.
        answered.value().report(answered.by().name(), answered.passedOver());
        return answered.with(answered.value().decision());
    }

    /**
     * Finds the faces of a picture with {@link DetectOptions#defaults()}.
     *
     * @param image the picture
     * @return as {@link #detect(FaceImage, DetectOptions)}
     */
    public FailoverAnswer<List<DetectedFace>> detect(FaceImage image) {
        return detect(image, DetectOptions.defaults());
    }

    /**
     * Finds the faces of a picture. Confidence and quality are on scales of the member that answers. Throws what
     * {@link io.facebridge.FaceDetector#detect} throws.
     *
     * @param image the picture
     * @param options what to report, and of how many faces
     * @return the faces, and who found them
     * @throws FailoverExhaustedException if no member answered
     * @throws CallInterruptedException if the thread was interrupted, also between two members
     * @throws UnsupportedCapabilityException if any member cannot report a feature, before one of them is asked: an outage
     *     changes who answers and not what
     */
    public FailoverAnswer<List<DetectedFace>> detect(FaceImage image, DetectOptions options) {
        members.forEach(member -> member.requireFeatures(options));
        Answered<List<DetectedFace>> answered =
                ask(member -> member.faces().detector().detect(image, options));
        return answered.with(answered.value());
    }

    private <T> Answered<T> ask(Function<Member, T> question) {
        List<FaceBridgeException> failures = new ArrayList<>();
        List<PassedOver> passedOver = new ArrayList<>();
        for (Member member : members) {
            if (!failures.isEmpty() && Thread.currentThread().isInterrupted()) {
                throw withEarlier(failures, passedOver, new CallInterruptedException(Effect.NONE, null));
            }
            try {
                return new Answered<>(question.apply(member), member, List.copyOf(passedOver));
            } catch (ProviderUnavailableException | CallTimeoutException | ThrottledException e) {
                failures.add(e);
                passedOver.add(PassedOver.of(member.name(), e));
            } catch (RuntimeException e) {
                throw withEarlier(failures, passedOver, e);
            }
        }
        throw new FailoverExhaustedException(passedOver, failures);
    }

    private static RuntimeException withEarlier(
            List<FaceBridgeException> failures, List<PassedOver> passedOver, RuntimeException thrown) {
        failures.forEach(thrown::addSuppressed);
        Effect earlier = FailoverExhaustedException.worst(passedOver);
        if (earlier != Effect.NONE && thrown instanceof FaceBridgeException typed) {
            typed.addEffect(earlier, "a provider that was asked before may have carried the request out");
        }
        return thrown;
    }

    @Override
    public String toString() {
        return "Failover" + members();
    }

    /** What a member answered, and who was asked before. */
    private record Answered<T>(T value, Member by, List<PassedOver> passedOver) {
        <U> FailoverAnswer<U> with(U given) {
            return new FailoverAnswer<>(given, by.name(), passedOver);
        }
    }

    /** A provider, and how it decides; {@code null} where there is no policy. */
    private record Member(
            FaceProvider faces,
            FailoverMember name,
            @Nullable FaceMatcher matcher) {
        Member askedBy(String who) {
            return new Member(faces, name, matcher == null ? null : matcher.askedBy(who));
        }

        FaceMatcher requireMatcher() {
            if (matcher == null) {
                throw new IllegalStateException("there is no policy to decide by; give one to the builder");
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
         * Decides by a false match rate, which is a threshold of its own on each provider's scale. Give it a calibration for
         * every scale on which nothing is published.
         *
         * @param decides the same for all members
         * @return this
         */
        public Builder policy(MatchPolicy decides) {
            policy = Objects.requireNonNull(decides, "decides");
            return this;
        }

        /**
         * Says where a provider processes pictures that cannot tell it itself.
         *
         * @param provider one of the members
         * @param regions one or more, as the vendor calls them
         * @return this
         * @throws IllegalArgumentException if it is no member, if no region is named, if it is {@link FaceProvider#IN_PROCESS},
         *     or if the provider tells others
         */
        public Builder processedIn(FaceProvider provider, String... regions) {
            Set<String> said = Set.of(regions);
            if (providers.stream().noneMatch(member -> member == provider)) {
                throw new IllegalArgumentException("the provider " + provider.id() + " is no member of the failover");
            }
            if (said.isEmpty()) {
                throw new IllegalArgumentException("say one region or more of the provider " + provider.id());
            }
            if (said.contains(FaceProvider.IN_PROCESS) && provider.regions().isEmpty()) {
                throw new IllegalArgumentException("only a provider itself can say that no picture leaves this JVM; the"
                        + " provider " + provider.id() + " does not");
            }
            if (!provider.regions().isEmpty() && !provider.regions().equals(said)) {
                throw new IllegalArgumentException("the provider " + provider.id() + " processes pictures in "
                        + new TreeSet<>(provider.regions()) + " by its own account and not in "
                        + new TreeSet<>(said));
            }
            stated.put(provider, said);
            return this;
        }

        /**
         * Says where pictures may be processed: {@link #build} refuses a member elsewhere, and one of which nobody tells
         * where. What works inside this JVM is allowed always, as no picture leaves it.
         *
         * @param regions as the vendors call them; none for this JVM only
         * @return this
         */
        public Builder allowedRegions(String... regions) {
            allowed = Set.of(regions);
            return this;
        }

        /**
         * Registers a listener, which is notified of every decision after those registered before it.
         *
         * @param listener is notified
         * @return this
         */
        public Builder addListener(DecisionListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Observes the decisions about two images: a member that gives no answer as a stage that failed, the one that decides as a stage
         * with its outcome, each as {@link FaceMatcher#withObserver}. Does not observe detection.
         *
         * @param notified on the calling thread; in the place of the observer set before
         * @return this
         */
        public Builder observer(Observer notified) {
            observer = Objects.requireNonNull(notified, "notified");
            return this;
        }

        /**
         * Takes the times of the reports from another clock than the system's.
         *
         * @param other the clock
         * @return this
         */
        public Builder clock(Clock other) {
            clock = Objects.requireNonNull(other, "other");
            return this;
        }

        /**
         * Checks the members and asks none of them to look at a picture.
         *
         * @return the failover
         * @throws RegionNotAllowedException if a member processes pictures where it is not allowed, or nobody tells where
         * @throws io.facebridge.error.UncalibratedException if a member's scale is known and has no threshold at the policy's rates.
         *     Where only an answer tells the scale the same is thrown in the call
         * @throws IllegalArgumentException if the policy is of searches
         */
        public Failover build() {
            if (policy != null && policy.targetFalseMatchRate().isEmpty()) {
                throw new IllegalArgumentException(
                        "a failover compares two pictures, and the policy is of searches: state a falseMatchRate");
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
