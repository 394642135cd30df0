package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.facebridge.DuplicateFinder;
import io.facebridge.FaceCapability;
import io.facebridge.FaceComparer;
import io.facebridge.FaceDetector;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceVerifier;
import io.facebridge.LivenessChecker;
import io.facebridge.LivenessSessions;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.LivenessSessionRequest;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.VerifyRequest;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link FaceProvider}, whatever its capabilities. */
public abstract class FaceProviderContract extends ProviderContract {
    /** Creates the contract. */
    protected FaceProviderContract() {}

    /**
     * Opens another provider.
     *
     * @return a new provider at every call, with the settings of {@link #provider()}; the contract closes it
     */
    protected abstract FaceProvider open();

    /**
     * Returns whether the provider has {@link FaceTemplates}.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsTemplates() {
        return true;
    }

    /**
     * Returns whether the provider has a {@link LivenessChecker}.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsPassiveLiveness() {
        return true;
    }

    /**
     * Returns whether the provider has {@link FaceGalleries}.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsGalleries() {
        return true;
    }

    /**
     * Returns whether the provider has {@link FaceVerifier}.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsVerification() {
        return true;
    }

    /**
     * Returns whether the provider has {@link FaceIdentifier}.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsIdentification() {
        return true;
    }

    /**
     * Returns whether the provider has {@link DuplicateFinder}.
     *
     * @return {@code true} unless overridden
     */
    protected boolean findsDuplicates() {
        return true;
    }

    /**
     * Returns whether the provider has {@link LivenessSessions}.
     *
     * @return {@code true} unless overridden
     */
    protected boolean supportsLivenessSessions() {
        return true;
    }

    @Test
    void always_hands_out_the_same_detector_and_comparer() {
        assertThat(provider().detector()).isSameAs(provider().detector());
        assertThat(provider().comparer()).isSameAs(provider().comparer());
    }

    @Test
    void finds_the_capabilities_that_every_provider_has() {
        assertThat(provider().require(FaceDetector.class)).isSameAs(provider().detector());
        assertThat(provider().require(FaceComparer.class)).isSameAs(provider().comparer());
    }

    @Test
    void requires_what_it_finds() {
        for (Class<? extends FaceCapability> capability : List.of(
                FaceDetector.class,
                FaceComparer.class,
                FaceTemplates.class,
                LivenessChecker.class,
                FaceGalleries.class,
                FaceVerifier.class,
                FaceIdentifier.class,
                DuplicateFinder.class,
                LivenessSessions.class)) {
            Optional<? extends FaceCapability> found = provider().find(capability);
            if (found.isPresent()) {
                assertThat(provider().require(capability)).isSameAs(found.get());
            } else {
                assertRefused(capability);
            }
        }
    }

    @Test
    void has_templates() {
        Gate.open(supportsTemplates(), "templates are supported");
        assertThat(provider().find(FaceTemplates.class)).isPresent();
    }

    @Test
    void refuses_templates_when_it_has_none() {
        Gate.closed(supportsTemplates(), "templates are not supported");
        assertRefused(FaceTemplates.class);
    }

    @Test
    void has_a_liveness_checker() {
        Gate.open(supportsPassiveLiveness(), "passive liveness is supported");
        assertThat(provider().find(LivenessChecker.class)).isPresent();
    }

    @Test
    void refuses_a_liveness_checker_when_it_has_none() {
        Gate.closed(supportsPassiveLiveness(), "passive liveness is not supported");
        assertRefused(LivenessChecker.class);
    }

    @Test
    void has_galleries() {
        Gate.open(supportsGalleries(), "FaceGalleries is supported");
        assertThat(provider().find(FaceGalleries.class)).isPresent();
    }

    @Test
    void refuses_galleries_when_it_has_none() {
        Gate.closed(supportsGalleries(), "FaceGalleries is not supported");
        assertRefused(FaceGalleries.class);
    }

    @Test
    void has_a_verifier() {
        Gate.open(supportsVerification(), "FaceVerifier is supported");
        assertThat(provider().find(FaceVerifier.class)).isPresent();
    }

    @Test
    void refuses_a_verifier_when_it_has_none() {
        Gate.closed(supportsVerification(), "FaceVerifier is not supported");
        assertRefused(FaceVerifier.class);
    }

    @Test
    void has_an_identifier() {
        Gate.open(supportsIdentification(), "FaceIdentifier is supported");
        assertThat(provider().find(FaceIdentifier.class)).isPresent();
    }

    @Test
    void refuses_an_identifier_when_it_has_none() {
        Gate.closed(supportsIdentification(), "FaceIdentifier is not supported");
        assertRefused(FaceIdentifier.class);
    }

    @Test
    void has_a_duplicate_finder() {
        Gate.open(findsDuplicates(), "DuplicateFinder is supported");
        assertThat(provider().find(DuplicateFinder.class)).isPresent();
    }

    @Test
    void refuses_a_duplicate_finder_when_it_has_none() {
        Gate.closed(findsDuplicates(), "DuplicateFinder is not supported");
        assertRefused(DuplicateFinder.class);
    }

    @Test
    void has_liveness_sessions() {
        Gate.open(supportsLivenessSessions(), "LivenessSessions is supported");
        assertThat(provider().find(LivenessSessions.class)).isPresent();
    }

    @Test
    void refuses_liveness_sessions_when_it_has_none() {
        Gate.closed(supportsLivenessSessions(), "LivenessSessions is not supported");
        assertRefused(LivenessSessions.class);
    }

    @Test
    void rejects_a_capability_that_no_provider_has() {
        assertRefused(UnofferedCapability.class);
    }

    // By name

    @Test
    void is_on_the_class_path_under_its_name() {
        assertThat(FaceProviders.available()).contains(provider().id());
    }

    @Test
    void refuses_a_setting_it_does_not_know_by_name() {
        ProviderId id = provider().id();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(id.value(), Map.of("no-such-setting", "1"))
                        .close())
                .withMessageContaining("no-such-setting")
                .withMessageContaining(id.value());
    }

    @Test
    void names_the_setting_that_an_unknown_one_is_nearest_to() {
        String id = provider().id().value();

        for (Setting<?> setting : FaceProviders.settings(id)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FaceProviders.open(id, Map.of(setting.name() + "x", "hush"))
                            .close())
                    .withMessageContaining("did you mean '" + setting.name() + "'?")
                    .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush"));
        }
    }

    @Test
    void declares_each_setting_once_with_a_default_that_can_be_written() {
        List<Setting<?>> settings = FaceProviders.settings(provider().id().value());

        assertThat(settings)
                .extracting(Setting::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-zA-Z]*"));
        for (Setting<?> setting : settings) {
            assertThat(setting.description()).matches("(?s)[A-Z].*\\.");
            Map<String, String> asByDefault = setting.defaultValue()
                    .map(text -> Map.of(setting.name(), text))
                    .orElse(Map.of());
            Settings given = Settings.of(provider().id(), settings, asByDefault);
            assertThat(given.get(setting).isPresent())
                    .as(setting.name())
                    .isEqualTo(setting.defaultValue().isPresent());
        }
    }

    // Closing

    @Test
    void may_be_closed_twice() {
        FaceProvider closed = open();
        closed.close();

        assertThatCode(closed::close).doesNotThrowAnyException();
    }

    @Test
    void may_be_closed_without_harm_to_another() {
        open().close();

        assertThat(provider().detector().detect(testImages().portrait())).hasSize(1);
    }

    @Test
    void refuses_every_call_of_a_capability_after_it_was_closed() {
        FaceImage portrait = testImages().portrait();
        FaceProvider closed = open();
        FaceDetector detector = closed.detector();
        FaceComparer comparer = closed.comparer();
        Optional<FaceTemplates> templates = closed.find(FaceTemplates.class);
        Optional<FaceTemplate> template =
                templates.map(capability -> capability.extract(portrait).get(0).template());
        Optional<LivenessChecker> liveness = closed.find(LivenessChecker.class);
        Optional<FaceGalleries> galleries = closed.find(FaceGalleries.class);
        Optional<FaceVerifier> verifier = closed.find(FaceVerifier.class);
        Optional<FaceIdentifier> identifier = closed.find(FaceIdentifier.class);
        Optional<DuplicateFinder> duplicates = closed.find(DuplicateFinder.class);
        Optional<LivenessSessions> sessions = closed.find(LivenessSessions.class);
        GalleryId gallery = GalleryId.portable("closed");
        PersonId person = PersonId.portable("unenrolled");
        closed.close();

        galleries.ifPresent(capability -> {
            FaceGallery handle = capability.open(gallery);
            assertThatIllegalStateException().isThrownBy(() -> capability.create(gallery));
            assertThatIllegalStateException().isThrownBy(() -> capability.delete(gallery));
            assertThatIllegalStateException()
                    .isThrownBy(() -> capability.list().iterator().hasNext());
            assertThatIllegalStateException().isThrownBy(() -> handle.enroll(EnrollRequest.of(person, portrait)));
            assertThatIllegalStateException().isThrownBy(() -> handle.find(person));
            assertThatIllegalStateException().isThrownBy(() -> handle.remove(person));
        });
        verifier.ifPresent(capability -> assertThatIllegalStateException()
                .isThrownBy(() -> capability.verify(VerifyRequest.of(portrait, gallery, person))));
        identifier.ifPresent(capability -> assertThatIllegalStateException()
                .isThrownBy(() -> capability.identify(IdentifyRequest.of(portrait, gallery))));
        duplicates.ifPresent(
                capability -> assertThatIllegalStateException().isThrownBy(() -> capability.scale(gallery)));
        sessions.ifPresent(capability -> assertThatIllegalStateException()
                .isThrownBy(() -> capability.open(LivenessSessionRequest.forSubject("login-17"))));
        assertThatIllegalStateException().isThrownBy(() -> detector.detect(portrait));
        assertThatIllegalStateException().isThrownBy(() -> comparer.compare(portrait, portrait));
        templates.ifPresent(capability -> {
            FaceTemplate mine = template.orElseThrow();
            assertThatIllegalStateException().isThrownBy(() -> capability.extract(portrait));
            assertThatIllegalStateException().isThrownBy(() -> capability.compare(mine, mine));
        });
        liveness.ifPresent(
                capability -> assertThatIllegalStateException().isThrownBy(() -> capability.check(portrait)));
    }

    @Test
    void lets_running_calls_end_when_it_is_closed() throws Exception {
        FaceImage portrait = testImages().portrait();
        FaceProvider closing = open();
        FaceDetector detector = closing.detector();
        CountDownLatch answered = new CountDownLatch(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> callers = Stream.generate(() -> threads.submit(() -> {
                        try {
                            while (!Thread.currentThread().isInterrupted()) {
                                assertThat(detector.detect(portrait)).hasSize(1);
                                answered.countDown();
                            }
                            return false;
                        } catch (IllegalStateException refused) {
                            return true;
                        }
                    }))
                    .limit(4)
                    .toList();
            assertThat(answered.await(1, TimeUnit.MINUTES)).isTrue();
            closing.close();

            for (Future<Boolean> caller : callers) {
                assertThat(caller.get(1, TimeUnit.MINUTES))
                        .as("whole answers, then a refusal")
                        .isTrue();
            }
        } finally {
            threads.shutdownNow();
            closing.close();
        }
    }

    private void assertRefused(Class<? extends FaceCapability> capability) {
        assertThat(provider().find(capability)).isEmpty();
        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(() -> provider().require(capability))
                .withMessageContaining(provider().id().value())
                .withMessageContaining(capability.getSimpleName());
    }

    private interface UnofferedCapability extends FaceCapability {}
}
