package io.facebridge.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import com.azure.core.credential.KeyCredential;
import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.LocalFaces;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.CallPolicy;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import io.facebridge.tencent.TencentFaces;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonDifferenceCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What can be set on a builder can be set by configuration, under the same name on every provider, and {@code docs/reference/configuration.md} lists
 * it. Run it with {@code -Dfacebridge.write-docs=true} to write the table again.
 */
class ConfigurationTest {
    private static final List<String> PROVIDERS = List.of("aws", "tencent", "azure", "local");
    private static final Map<String, Class<?>> BUILDERS = Map.of(
            "aws", AwsFaces.Builder.class,
            "tencent", TencentFaces.Builder.class,
            "azure", AzureFaces.Builder.class,
            "local", LocalFaces.Builder.class);
    private static final Set<Class<?>> WRITTEN_AS_TEXT = Set.of(
            String.class, int.class, long.class, double.class, boolean.class, Duration.class, Path.class, URI.class);
    private static final Set<String> POLICY = Set.of(
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

    /** Setters whose values are put together of settings of other names or forms. */
    private static final Map<String, Set<String>> PUT_TOGETHER = Map.ofEntries(
            entry("AwsFaces.credentials(AwsCredentialsProvider)", Set.of("keyId", "key", "sessionToken")),
            entry("AwsFaces.callPolicy(CallPolicy)", POLICY),
            entry("TencentFaces.credentials(String, String)", Set.of("keyId", "key")),
            entry("TencentFaces.credentials(String, String, String)", Set.of("keyId", "key", "sessionToken")),
            entry("TencentFaces.callPolicy(CallPolicy)", POLICY),
            entry("AzureFaces.limitedAccessToken(Supplier)", Set.of("limitedAccessToken")),
            entry("AzureFaces.callPolicy(CallPolicy)", POLICY),
            entry("CallPolicy.backoff(Duration, Duration)", Set.of("backoffBase", "backoffCap")),
            entry("CallPolicy.rateLimit(String, RateLimit)", Set.of("rateLimit")),
            entry(
                    "CallPolicy.circuitBreaking(CircuitBreakerPolicy)",
                    Set.of(
                            "circuitBreakingFailurePercent",
                            "circuitBreakingWindow",
                            "circuitBreakingMinimumCalls",
                            "circuitBreakingOpenFor")),
            entry("LocalFaces.store(Path, TemplateKeys)", Set.of("store", "storeKeyFile", "oldStoreKeyFiles")),
            entry("LocalFaces.personScoring(PersonScoring)", Set.of("personScoring")),
            entry("LocalTemplateStore.keys(TemplateKeys)", Set.of("storeKeyFile", "oldStoreKeyFiles")));

    /** Setters of what cannot be written, with the reason; the page lists them. */
    private static final Map<String, String> EXCEPTIONS = new TreeMap<>(Map.ofEntries(
            entry("AwsFaces.client(RekognitionClient)", "a client of the vendor's SDK that the application configures"),
            entry("AwsFaces.httpClient(SdkHttpClient)", "an HTTP client of the application's, with its connections"),
            entry("AwsFaces.clock(Clock)", "a clock, for tests"),
            entry(
                    "TencentFaces.credentials(Credential)",
                    "credentials that renew themselves by code; `keyId` and `key` are fixed ones"),
            entry("TencentFaces.httpClient(OkHttpClient)", "an HTTP client of the application's, with its connections"),
            entry("TencentFaces.clock(Clock)", "a clock, for tests"),
            entry("AzureFaces.key(KeyCredential)", "a key that the application renews by code; `key` is a fixed one"),
            entry(
                    "AzureFaces.credential(TokenCredential)",
                    "signs in by code; without `key`, azure-identity signs in as its own environment variables say"),
            entry("AzureFaces.httpClient(HttpClient)", "an HTTP client of the application's, with its connections"),
            entry("AzureFaces.sslContext(SSLContext)", "TLS settings made by code; `certificate` serves an emulator"),
            entry("AzureFaces.clock(Clock)", "a clock, for tests"),
            entry(
                    "AzureFaces.correlationIds(CorrelationIdStore)",
                    "a database of the application's; `correlationIds` = `memory` serves an emulator"),
            entry("CallPolicy.listener(CallListener)", "code that is notified of calls"),
            entry("CallPolicy.observer(Observer)", "code that is notified of the begin and end of calls and attempts"),
            entry(
                    "LocalFaces.models(ModelSet)",
                    "a description made by code; `models` names a folder that contains one"),
            entry("LocalFaces.observer(Observer)", "code that is notified of the begin and end of stages"),
            entry("LocalFaces.store(TemplateStore)", "a store that the application opened and closes"),
            entry("LocalTemplateStore.progress(GalleryProgress)", "code that is notified of progress"),
            entry("LocalTemplateStore.clock(Clock)", "a clock, for tests")));

    /** Two values of a setting, where its form does not say any. */
    private static final Map<String, List<String>> SAMPLES = Map.ofEntries(
            entry("endpoint", List.of("https://127.0.0.1:1", "https://127.0.0.1:2")),
            entry("maxAnswerBytes", List.of("1024", "2048")),
            entry("rateLimit", List.of("CompareFaces=1/1s", "CompareFaces=2/1s")),
            entry("site", List.of("international", "domestic")),
            entry("faceModelVersion", List.of("2.0", "3.0")),
            entry("searchOfUntrained", List.of("wait", "accept-stale")));

    /** What a setting cannot be given without. */
    private static final Map<String, List<String>> COMPANIONS = Map.ofEntries(
            entry("keyId", List.of("key")),
            entry("key", List.of("keyId")),
            entry("sessionToken", List.of("keyId", "key")),
            entry("storeKeyFile", List.of("store")),
            entry("oldStoreKeyFiles", List.of("store", "storeKeyFile")),
            entry("expectedGeneration", List.of("store")),
            entry("searchThreads", List.of("store")),
            entry("personScoring", List.of("store")),
            entry("exactSearch", List.of("store")),
            entry("livenessSecureLevel", List.of("site")));

    private static final Path PAGE = CompiledModules.root().resolve("docs/reference/configuration.md");
    private static final String BEGIN = "<!-- settings: begin -->\n";
    private static final String END = "<!-- settings: end -->";

    @TempDir
    private static Path folder;

    private static final Map<String, Map<String, String>> OPENED_WITH = Map.of(
            "aws", Map.of("region", "eu-west-1"),
            "tencent", Map.of("region", "ap-singapore", "keyId", "id", "key", "secret"),
            "azure", Map.of("endpoint", "https://127.0.0.1:1", "key", "secret"));
    private static final Map<String, String> TENCENT = Map.of("region", "ap-singapore", "keyId", "id", "key", "secret");

    @ParameterizedTest
    @CsvSource({
        "aws, regoin, region",
        "aws, maxAtempts, maxAttempts",
        "tencent, galeryPrefix, galleryPrefix",
        "azure, endpiont, endpoint",
        "local, smalestFace, smallestFace"
    })
    void an_unknown_setting_is_refused_with_the_nearest_one(String provider, String unknown, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(provider, Map.of(unknown, "hush")))
                .withMessageStartingWith("unknown setting '" + unknown + "' of provider " + provider
                        + "; did you mean '" + nearest + "'? known: ")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("hush"));
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent", "azure", "local"})
    void a_setter_that_takes_what_can_be_written_has_a_setting_of_its_name(String provider) {
        assertThat(Arrays.stream(BUILDERS.get(provider).getDeclaredMethods())
                        .filter(ConfigurationTest::isPlainSetter)
                        .map(Method::getName)
                        .distinct()
                        .filter(name -> isUnknown(provider, name)))
                .as("setters of %s without a setting", provider)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent", "azure"})
    void the_call_policy_can_be_set(String provider) {
        assertThat(Arrays.stream(CallPolicy.Builder.class.getDeclaredMethods())
                        .filter(ConfigurationTest::isPlainSetter)
                        .map(Method::getName)
                        .filter(name -> isUnknown(provider, name)))
                .as("parts of the call policy of %s without a setting", provider)
                .isEmpty();
    }

    @Test
    void the_key_can_be_set() {
        try (FaceProvider faces = FaceProviders.open("tencent", TENCENT)) {
            assertThat(faces.id()).isEqualTo(TencentFaces.ID);
        }
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent"})
    void a_value_that_cannot_be_used_is_refused_with_its_name_and_the_remedy(String provider) {
        Map<String, String> settings = new TreeMap<>(TENCENT);
        settings.put("endpoint", "not an address");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(provider, settings))
                .withMessage("setting 'endpoint' of provider " + provider
                        + " must be a URL, such as https://host:8443, but was \"not an address\"");
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent", "azure", "local"})
    void a_value_that_is_blank_is_refused_with_its_name_or_taken(String provider) throws IOException {
        for (Setting<?> setting : FaceProviders.settings(provider)) {
            for (String blank : List.of("", " ", "\t ")) {
                Map<String, String> settings = new TreeMap<>(OPENED_WITH.getOrDefault(provider, Map.of()));
                settings.putAll(companions(provider, setting));
                Throwable thrown = catchThrowable(() -> opened(provider, with(settings, setting, blank)));

                if (thrown != null) {
                    assertThat(thrown)
                            .as("%s = \"%s\" of %s", setting, blank, provider)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(setting.name());
                }
            }
        }
    }

    /** Of the local provider the builder alone, because to open it takes models. */
    private static void opened(String provider, Map<String, String> settings) throws Throwable {
        if (!provider.equals("local")) {
            FaceProviders.open(provider, settings).close();
            return;
        }
        try {
            assertThat(built(provider, settings)).isNotNull();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "local; personScoring=2; store",
                "local; exactSearch=true; store",
                "azure; deleteSessionsAfterReading=true; correlationIds",
                "tencent; livenessSecureLevel=2; site",
                "tencent; livenessSecureLevel=4; site",
                "tencent; legacyLiveness=true,minLivenessScore=50; minLivenessScore",
                "tencent; legacyLiveness=true,minLivenessScore=40; minLivenessScore"
            })
    void a_setting_that_would_have_no_effect_is_refused_with_the_remedy(String provider, String text, String remedy) {
        Map<String, String> settings = new TreeMap<>(OPENED_WITH.getOrDefault(provider, Map.of()));
        for (String setting : text.split(",", -1)) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> opened(provider, settings))
                .withMessageContaining(text.substring(0, text.indexOf('=')))
                .withMessageContaining(remedy)
                .withMessageContaining("leave");
    }

    @ParameterizedTest
    @CsvSource({
        "aws, ComparFaces, CompareFaces",
        "aws, comparefaces, CompareFaces",
        "tencent, CompareFaces, CompareFace",
        "azure, Detekt, Detect"
    })
    void a_rate_limit_of_an_unknown_operation_is_refused_with_the_nearest_one(
            String provider, String unknown, String nearest) {
        Map<String, String> settings = new TreeMap<>(OPENED_WITH.getOrDefault(provider, Map.of()));
        settings.put("rateLimit", unknown + "=5/1s");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceProviders.open(provider, settings))
                .withMessageContaining("rateLimit")
                .withMessageContaining("'" + unknown + "'")
                .withMessageContaining("did you mean '" + nearest + "'?");

        settings.put("rateLimit", nearest + "=5/1s");
        assertThatCode(() -> FaceProviders.open(provider, settings).close()).doesNotThrowAnyException();
    }

    @Test
    void looks_at_every_provider() {
        assertThat(FaceProviders.available().stream().map(ProviderId::value))
                .containsExactlyInAnyOrderElementsOf(PROVIDERS);
        assertThat(BUILDERS.keySet()).containsExactlyInAnyOrderElementsOf(PROVIDERS);
    }

    @Test
    void every_setter_of_every_builder_has_a_setting_or_a_reason_to_have_none() {
        Set<String> walked = new TreeSet<>();
        for (String provider : PROVIDERS) {
            Set<String> names = names(provider);
            for (Method setter : setters(provider)) {
                String signature = signature(setter);
                walked.add(signature);
                boolean isSet = isPlainSetter(setter) && names.contains(setter.getName());
                boolean isPutTogether = names.containsAll(PUT_TOGETHER.getOrDefault(signature, Set.of("none")));
                assertThat(Stream.of(isSet, isPutTogether, EXCEPTIONS.containsKey(signature))
                                .filter(yes -> yes))
                        .as("%s has one setting or one reason, on %s", signature, provider)
                        .hasSize(1);
            }
        }
        assertThat(walked).containsAll(PUT_TOGETHER.keySet()).containsAll(EXCEPTIONS.keySet());
    }

    @Test
    void one_name_is_one_thing_on_all_providers() {
        Map<String, Setting<?>> declared = new TreeMap<>();
        for (String provider : PROVIDERS) {
            for (Setting<?> setting : FaceProviders.settings(provider)) {
                assertThat(declared.merge(setting.name(), setting, (first, second) -> first))
                        .as("'%s' of %s is declared where the others have it from", setting, provider)
                        .isSameAs(setting);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent", "azure", "local"})
    void no_setting_is_ignored(String provider) throws ReflectiveOperationException, IOException {
        for (Setting<?> setting : FaceProviders.settings(provider)) {
            List<String> samples = samples(setting);
            Map<String, String> others = companions(provider, setting);
            Object one = built(provider, with(others, setting, samples.get(0)));
            Object two = samples.size() > 1
                    ? built(provider, with(others, setting, samples.get(1)))
                    : built(provider, others);

            assertThat(isSame(one, two))
                    .as("%s of %s makes no difference", setting, provider)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"aws", "tencent", "azure", "local"})
    void a_default_is_what_holds_without_the_setting(String provider) throws ReflectiveOperationException, IOException {
        for (Setting<?> setting : FaceProviders.settings(provider)) {
            if (setting.defaultValue().isPresent()) {
                Map<String, String> others = companions(provider, setting);
                Object without = built(provider, others);
                Object with = built(
                        provider, with(others, setting, setting.defaultValue().get()));

                assertThat(isSame(without, with))
                        .as("the default of %s of %s", setting, provider)
                        .isTrue();
            }
        }
    }

    @Test
    void the_page_lists_all_settings_and_all_exceptions() throws IOException {
        String expected = "\n" + table() + "\n### Not by configuration\n\n" + exceptions() + "\n";
        String text = Files.readString(PAGE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("facebridge.write-docs")) {
            Files.writeString(PAGE, text.substring(0, begin) + expected + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("run this test with -Dsurefire.jvm.args=-Dfacebridge.write-docs=true to write the page again")
                    .isEqualTo(expected);
        }
    }

    private static String table() {
        Map<String, Setting<?>> rows = new LinkedHashMap<>();
        Map<String, List<String>> providers = new TreeMap<>();
        for (String provider : PROVIDERS) {
            for (Setting<?> setting : FaceProviders.settings(provider)) {
                rows.putIfAbsent(setting.name(), setting);
                providers
                        .computeIfAbsent(setting.name(), name -> new ArrayList<>())
                        .add(provider);
            }
        }
        StringBuilder table =
                new StringBuilder("| setting | of | value | default | what it sets |\n|---|---|---|---|---|\n");
        rows.forEach((name, setting) -> table.append("| `")
                .append(name)
                .append(setting.fileName().map(file -> "` or `" + file).orElse(""))
                .append("` | ")
                .append(String.join(", ", providers.getOrDefault(name, List.of())))
                .append(" | ")
                .append(setting.form())
                .append(setting.isSecret() ? ", a secret" : "")
                .append(" | ")
                .append(setting.defaultValue().map(text -> "`" + text + "`").orElse("–"))
                .append(" | ")
                .append(setting.description())
                .append(" |\n"));
        return table.toString();
    }

    private static String exceptions() {
        StringBuilder table = new StringBuilder("| builder and setter | why |\n|---|---|\n");
        EXCEPTIONS.forEach((setter, why) ->
                table.append("| `").append(setter).append("` | ").append(why).append(" |\n"));
        return table.toString();
    }

    private static List<String> samples(Setting<?> setting) throws IOException {
        List<String> given = SAMPLES.get(setting.name());
        if (given != null) {
            return given;
        }
        if (setting.name().endsWith("KeyFile") || setting.name().endsWith("KeyFiles")) {
            return List.of(setting.name() + "1=" + keyFile(1), setting.name() + "1=" + keyFile(2));
        }
        return switch (setting.form()) {
            case "true or false" -> List.of("true", "false");
            case "a number" -> List.of("0.5", "0.75");
            case "a whole number", "a whole number in [1, 100]" -> List.of("1", "2");
            case "text", "text that is not blank", "a path" -> List.of("one", "two");
            case "memory" -> List.of("memory");
            default ->
                setting.form().startsWith("a duration")
                        ? List.of("1s", "2s")
                        : fail("say in SAMPLES what " + setting + " can be");
        };
    }

    private static Path keyFile(int content) throws IOException {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) content);
        Path file = folder.resolve("key" + content);
        if (!Files.exists(file)) {
            Files.createFile(file, OwnerOnly.forFile(file));
        }
        return Files.writeString(file, Base64.getEncoder().encodeToString(key));
    }

    private static Map<String, String> companions(String provider, Setting<?> setting) throws IOException {
        Map<String, String> others = new TreeMap<>();
        for (Setting<?> other : FaceProviders.settings(provider)) {
            if (COMPANIONS.getOrDefault(setting.name(), List.of()).contains(other.name())) {
                others.put(other.name(), samples(other).get(0));
            }
        }
        return others;
    }

    private static Map<String, String> with(Map<String, String> others, Setting<?> setting, String value) {
        Map<String, String> all = new TreeMap<>(others);
        all.put(setting.name(), value);
        return all;
    }

    /** The builder as the factory has set it up. */
    private static Object built(String provider, Map<String, String> values) throws ReflectiveOperationException {
        Class<?> builder = BUILDERS.get(provider);
        Method method = Class.forName(builder.getEnclosingClass().getName() + "Factory")
                .getDeclaredMethod("builder", Settings.class);
        method.setAccessible(true);
        return method.invoke(null, Settings.of(new ProviderId(provider), FaceProviders.settings(provider), values));
    }

    private static boolean isSame(Object one, Object two) {
        RecursiveComparisonConfiguration byContent = RecursiveComparisonConfiguration.builder()
                .withEqualsForType((left, right) -> left.maxBytes() == right.maxBytes(), RemoteAnswers.class)
                .withEqualsForType((left, right) -> left.getKey().equals(right.getKey()), KeyCredential.class)
                .withEqualsForType((left, right) -> left.get().equals(right.get()), Supplier.class)
                .build();
        return new RecursiveComparisonDifferenceCalculator()
                .determineDifferences(one, two, byContent)
                .isEmpty();
    }

    private static Set<String> names(String provider) {
        return FaceProviders.settings(provider).stream().map(Setting::name).collect(Collectors.toSet());
    }

    /** Those of the provider's builder, and of the builders of what it is given. */
    private static List<Method> setters(String provider) {
        Class<?> further = provider.equals("local") ? LocalTemplateStore.Builder.class : CallPolicy.Builder.class;
        return Stream.of(BUILDERS.get(provider), further)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(ConfigurationTest::isSetter)
                .toList();
    }

    private static String signature(Method setter) {
        return setter.getDeclaringClass().getEnclosingClass().getSimpleName() + "." + setter.getName()
                + Arrays.stream(setter.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static boolean isSetter(Method method) {
        return Modifier.isPublic(method.getModifiers()) && method.getReturnType() == method.getDeclaringClass();
    }

    private static boolean isPlainSetter(Method method) {
        List<Class<?>> taken = List.of(method.getParameterTypes());
        return isSetter(method)
                && (taken.isEmpty()
                        || (taken.size() == 1
                                && (WRITTEN_AS_TEXT.contains(taken.get(0))
                                        || taken.get(0).isEnum())));
    }

    private static boolean isUnknown(String provider, String name) {
        Throwable thrown = catchThrowable(
                () -> FaceProviders.open(provider, Map.of(name, " ")).close());
        return thrown != null
                && String.valueOf(thrown.getMessage())
                        .matches("(?s)(unknown setting|provider \\S+ has no setting) ['\"]" + name + "['\"].*");
    }
}
