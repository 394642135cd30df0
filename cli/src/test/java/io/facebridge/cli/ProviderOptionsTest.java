package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceProviders;
import io.facebridge.provider.ProviderId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ProviderOptionsTest {
    private static final List<String> PROVIDERS = List.of("aws", "azure", "local", "tencent");

    /** A command with these options alone. */
    @Command
    private static final class Asking {
        @Mixin
        private final ProviderOptions options = new ProviderOptions();
    }

    private static String target(String... words) {
        Asking command = new Asking();
        var unused = new CommandLine(command).parseArgs(words);
        return command.options.target();
    }

    @Test
    void a_store_is_the_same_whatever_models_and_keys_it_is_opened_with() {
        String target = target("--store", "galleries");

        assertThat(target(
                        "--store",
                        "galleries",
                        "--models",
                        "files",
                        "--store-key-file",
                        "2027=new",
                        "--old-store-key-file",
                        "2026=old"))
                .isEqualTo(target);
        assertThat(ProviderOptions.target(
                        "local",
                        Map.of(
                                "store",
                                "galleries",
                                "models",
                                "files",
                                "storeKeyFile",
                                "2027=new",
                                "oldStoreKeyFiles",
                                "2026=old")))
                .isEqualTo(target);
    }

    @Test
    void a_store_is_the_same_if_it_is_given_by_set() {
        assertThat(target("--provider", "local", "--set", "store=galleries", "--set", "storeKeyFile=2027=new"))
                .isEqualTo(target("--store", "galleries"));
    }

    @ParameterizedTest
    @CsvSource({
        "local, 'searchThreads=4,personScoring=3,exactSearch=true,expectedGeneration=7,smallestFace=0.1,searchRotations=true'",
        "aws, 'nameThePictureWithoutAFace=true,minLivenessConfidence=80,maxAttempts=2'",
        "azure, 'trainingDelay=1s,searchOfUntrained=accept-stale,deleteSessionsAfterReading=true,correlationIds=memory'",
        "azure, 'detectionModel=detection_01,recognitionModel=recognition_03'",
        "tencent, 'legacyLiveness=true,livenessSecureLevel=2,lookForOtherFaces=true,minLivenessScore=50'",
        "tencent, 'minEnrollmentQuality=2,refuseSimilarPersons=3,faceModelVersion=2.0'"
    })
    void a_gallery_is_the_same_however_it_is_searched_and_whatever_is_enrolled_in_it(String provider, String settings) {
        assertThat(ProviderSpec.target(new ProviderOptions(), provider + "," + settings))
                .isEqualTo(ProviderOptions.target(provider, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "tencent, site, domestic",
        "tencent, galleryPrefix, ''",
        "aws, galleryPrefix, ''",
        "azure, galleryPrefix, ''",
        "aws, endpoint, https://rekognition.eu-west-1.amazonaws.com",
        "tencent, endpoint, https://iai.tencentcloudapi.com/"
    })
    void a_default_that_is_given_is_the_same_as_one_that_is_not(String provider, String name, String value) {
        assertThat(ProviderOptions.target(provider, Map.of("region", "eu-west-1", name, value)))
                .isEqualTo(ProviderOptions.target(provider, Map.of("region", "eu-west-1")));
    }

    @Test
    void an_address_is_the_same_however_it_is_written() {
        String target = ProviderOptions.target("azure", Map.of("endpoint", "https://faces.example"));

        for (String same : List.of("https://faces.example/", "https://FACES.example:443", " HTTPS://faces.example ")) {
            assertThat(ProviderOptions.target("azure", Map.of("endpoint", same)))
                    .as(same)
                    .isEqualTo(target);
        }
        for (String other : List.of("http://faces.example", "https://faces.example:8443", "https://faces.example/a")) {
            assertThat(ProviderOptions.target("azure", Map.of("endpoint", other)))
                    .as(other)
                    .isNotEqualTo(target);
        }
    }

    /** Settings that say where galleries are. */
    private static final Set<String> WHERE = Set.of("store", "region", "endpoint", "site", "galleryPrefix");

    /** Settings that decide whether a picture is enrolled. */
    private static final Set<String> OF_PICTURES = Set.of(
            "smallestFace",
            "searchRotations",
            "detectionModel",
            "recognitionModel",
            "faceModelVersion",
            "minEnrollmentQuality",
            "refuseSimilarPersons");

    /** Keys, how calls are made, how is searched: the gallery is the same, and so is what is enrolled in it. */
    private static final Set<String> NEITHER = Set.of(
            "models",
            "threadsPerCall",
            "lazyModels",
            "inMemoryGalleries",
            "storeKeyFile",
            "oldStoreKeyFiles",
            "expectedGeneration",
            "searchThreads",
            "personScoring",
            "exactSearch",
            "keyId",
            "key",
            "keyFile",
            "sessionToken",
            "sessionTokenFile",
            "limitedAccessToken",
            "limitedAccessTokenFile",
            "certificate",
            "minLivenessConfidence",
            "nameThePictureWithoutAFace",
            "searchOfUntrained",
            "trainingDelay",
            "correlationIds",
            "deleteSessionsAfterReading",
            "minLivenessScore",
            "legacyLiveness",
            "lookForOtherFaces",
            "livenessSecureLevel",
            "maxAnswerBytes",
            "deadline",
            "maxAttempts",
            "backoffBase",
            "backoffCap",
            "maxConcurrentCalls",
            "rateLimit",
            "unlimitedRate",
            "circuitBreakingFailurePercent",
            "circuitBreakingWindow",
            "circuitBreakingMinimumCalls",
            "circuitBreakingOpenFor",
            "noCircuitBreaker",
            "withoutListeners");

    private static Set<String> settings(String provider) {
        return FaceProviders.settings(provider).stream()
                .flatMap(setting -> Stream.concat(Stream.of(setting.name()), setting.fileName().stream()))
                .collect(Collectors.toSet());
    }

    @Test
    void every_setting_says_where_galleries_are_or_decides_about_pictures_or_neither() {
        List<String> classed =
                Stream.of(WHERE, OF_PICTURES, NEITHER).flatMap(Set::stream).toList();

        assertThat(classed).doesNotHaveDuplicates();
        assertThat(PROVIDERS.stream().flatMap(provider -> settings(provider).stream()))
                .as(
                        "say in one of the three lists what a new setting is, and in GalleryLocation if it is of the first two")
                .allSatisfy(name -> assertThat(classed).contains(name));
        assertThat(FaceProviders.available().stream().map(ProviderId::value))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(PROVIDERS.stream(), Stream.of("scripted")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "azure", "local", "tencent"})
    void another_gallery_is_another_value_of_a_setting_that_says_where_it_is_and_of_no_other(String provider) {
        String target = ProviderOptions.target(provider, Map.of());

        assertThat(settings(provider))
                .allSatisfy(name -> assertThat(ProviderOptions.target(provider, Map.of(name, "other"))
                                .equals(target))
                        .as(name)
                        .isEqualTo(!WHERE.contains(name)));
    }

    @Test
    void services_differ_by_region_endpoint_and_further_settings() {
        assertThat(target("--provider", "aws", "--region", "eu-west-1"))
                .isEqualTo(ProviderOptions.target("aws", Map.of("region", "eu-west-1")))
                .isNotEqualTo(target("--provider", "aws", "--region", "eu-west-2"))
                .isNotEqualTo(target("--provider", "aws", "--region", "eu-west-1", "--endpoint", "http://localhost"));
        assertThat(target("--provider", "tencent", "--set", "site=international"))
                .isEqualTo(ProviderOptions.target("tencent", Map.of("site", "international")))
                .isNotEqualTo(target("--provider", "tencent"));
    }
}
