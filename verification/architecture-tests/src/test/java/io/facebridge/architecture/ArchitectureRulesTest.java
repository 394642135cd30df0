package io.facebridge.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/contributing/conventions.md} that a machine can hold. */
class ArchitectureRulesTest {
    /** The libraries that core was planned with; another one is a decision to write down. */
    private static final String[] KNOWN_TO_CORE = {
        "io.facebridge..",
        "java..",
        // Keys and MACs; part of the JDK.
        "javax.crypto..",
        "javax.imageio..",
        "org.w3c.dom..",
        "org.jspecify.annotations..",
        "com.drew..",
        "com.twelvemonkeys..",
        "com.fasterxml.jackson.core..",
    };

    /** Public members, by full name, that hand out a vendor's own type on purpose. */
    private static final Set<String> HATCHES = Set.of(
            "io.facebridge.aws.AwsFaces.rekognition()",
            "io.facebridge.aws.AwsFaces$Builder.client(software.amazon.awssdk.services.rekognition.RekognitionClient)",
            "io.facebridge.aws.AwsFaces$Builder.credentials("
                    + "software.amazon.awssdk.auth.credentials.AwsCredentialsProvider)",
            "io.facebridge.aws.AwsFaces$Builder.httpClient(software.amazon.awssdk.http.SdkHttpClient)",
            "io.facebridge.azure.AzureFaces.pipeline()",
            "io.facebridge.azure.AzureFaces$Builder.credential(com.azure.core.credential.TokenCredential)",
            "io.facebridge.azure.AzureFaces$Builder.httpClient(com.azure.core.http.HttpClient)",
            "io.facebridge.azure.AzureFaces$Builder.key(com.azure.core.credential.KeyCredential)",
            "io.facebridge.emulator.Emulator.wireMock()",
            "io.facebridge.emulator.junit.EmulatorExtension",
            "io.facebridge.emulator.junit.EmulatorExtension.beforeAll("
                    + "org.junit.jupiter.api.extension.ExtensionContext)",
            "io.facebridge.emulator.junit.EmulatorExtension.beforeEach("
                    + "org.junit.jupiter.api.extension.ExtensionContext)",
            "io.facebridge.emulator.junit.EmulatorExtension.afterAll("
                    + "org.junit.jupiter.api.extension.ExtensionContext)",
            "io.facebridge.tencent.TencentFaces.iai()",
            "io.facebridge.tencent.TencentFaces$Builder.credentials(com.tencentcloudapi.common.Credential)",
            "io.facebridge.tencent.TencentFaces$Builder.httpClient(okhttp3.OkHttpClient)");

    /** One thing that a whole process shares: how many pixels may be decoded at a time. */
    private static final String PIXEL_BUDGET = "io.facebridge.image.PixelBudget";

    /** The other: which files it holds, because a system's locks are the whole process's too. */
    private static final String HELD_PATHS = "io.facebridge.internal.HeldPaths";

    /** Writes a line by the JDK's logging, to see that it reaches the log that is searched. */
    private static final String LOGS_CONTRACT = "io.facebridge.testkit.LogsContract";

    private static final CompiledModules MODULES = CompiledModules.open();

    @Test
    void core_knows_no_vendor() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(KNOWN_TO_CORE))
                .check(MODULES.of("core"));
    }

    @Test
    void nobody_builds_on_the_command_line_or_the_examples() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.facebridge.cli..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.facebridge.cli..", "io.facebridge.examples..", "io.facebridge.benchmarks.."))
                .check(MODULES.everything());
    }

    @Test
    void internal_means_internal() {
        classes().should(Conditions.leaveOtherModulesInternalsAlone(MODULES)).check(MODULES.everything());
    }

    @Test
    void public_signatures_speak_of_the_jdk_and_of_facebridge_only() {
        classes()
                .that(areApi())
                .should(Conditions.showOnly(
                        List.of("java", "javax.crypto", "javax.net.ssl", "javax.sql", "io.facebridge"), HATCHES))
                .check(MODULES.api());
    }

    @Test
    void public_signatures_show_nothing_internal() {
        classes().that(areApi()).should(Conditions.showNothingInternal()).check(MODULES.api());
    }

    @Test
    void every_package_says_that_it_is_null_marked() {
        classes().should(Conditions.resideInPackagesMarkedNullMarked()).check(MODULES.everything());
    }

    @Test
    void no_static_field_holds_state() {
        classes()
                .that()
                .doNotHaveFullyQualifiedName(PIXEL_BUDGET)
                .and()
                .doNotHaveFullyQualifiedName(HELD_PATHS)
                .should(Conditions.holdNoStateInStaticFields())
                .check(MODULES.everything());
    }

    @Test
    void the_environment_is_read_in_builders_and_factories_only() {
        noClasses()
                .that(areNeitherBuilderNorFactory())
                .should()
                .callMethodWhere(calls("the environment", System.class, "getenv", "getProperty", "getProperties")
                        .or(calls("a system property", Boolean.class, "getBoolean"))
                        .or(calls("a system property", Integer.class, "getInteger"))
                        .or(calls("a system property", Long.class, "getLong")))
                .check(MODULES.api());
    }

    @Test
    void time_and_chance_are_injected() {
        noClasses()
                .that(areNeitherBuilderNorFactory())
                .should()
                .callMethodWhere(calls("the time", System.class, "currentTimeMillis")
                        .or(withoutArguments(calls("the time", java.time.Instant.class, "now")))
                        .or(withoutArguments(calls("the time", java.time.LocalDate.class, "now")))
                        .or(withoutArguments(calls("the time", java.time.OffsetDateTime.class, "now")))
                        .or(withoutArguments(calls("the time", java.time.ZonedDateTime.class, "now")))
                        .or(calls("chance", Math.class, "random"))
                        .or(calls("chance", java.util.concurrent.ThreadLocalRandom.class, "current"))
                        .or(calls("chance", java.util.UUID.class, "randomUUID")))
                .check(MODULES.api());
    }

    @Test
    void libraries_print_nothing() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MODULES.libraries());
    }

    @Test
    void libraries_log_through_slf4j_and_below_info() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(LOGS_CONTRACT)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.util.logging..", "org.apache.logging..", "org.apache.commons.logging.."))
                .orShould()
                .callMethodWhere(describe(
                        "target logs at INFO",
                        access -> access.getTargetOwner().getName().equals("org.slf4j.Logger")
                                && Set.of("info", "atInfo").contains(access.getName())))
                .orShould()
                .callMethodWhere(calls("the JDK's logger", System.class, "getLogger"))
                .check(MODULES.libraries());
    }

    @Test
    void core_opens_no_connection() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.net.http.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.net.URLConnection.class, java.net.Socket.class)
                .orShould()
                .callMethodWhere(calls("a URL", java.net.URL.class, "openStream", "openConnection", "getContent"))
                .orShould()
                .callMethod(javax.imageio.ImageIO.class, "read", java.net.URL.class)
                .check(MODULES.of("core"));
    }

    @Test
    void records_of_the_api_have_no_array_components() {
        classes()
                .that(areApi())
                .and()
                .areAssignableTo(Record.class)
                .should(Conditions.haveNoArrayComponents())
                .check(MODULES.api());
    }

    @Test
    void optional_is_an_answer_and_never_a_parameter_or_a_field() {
        classes().should(Conditions.takeAndKeepNoOptional()).check(MODULES.libraries());
    }

    @Test
    void what_is_thrown_descends_from_facebridge_exception_and_is_called_so() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .andShould()
                .beAssignableTo("io.facebridge.error.FaceBridgeException")
                .check(MODULES.api());
    }

    @Test
    void public_classes_are_final_or_made_to_be_extended() {
        classes()
                .that(areApi())
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .areNotAssignableTo(Throwable.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(MODULES.api());
    }

    private static DescribedPredicate<JavaClass> areApi() {
        return describe("are public API", type -> Conditions.isPublic(type) && !Conditions.isInternal(type));
    }

    private static DescribedPredicate<JavaClass> areNeitherBuilderNorFactory() {
        return describe("are neither builder nor factory", type -> !isBuilderOrFactory(type));
    }

    private static boolean isBuilderOrFactory(JavaClass type) {
        return type.getSimpleName().endsWith("Builder")
                || type.getSimpleName().endsWith("Factory")
                || type.getEnclosingClass()
                        .map(ArchitectureRulesTest::isBuilderOrFactory)
                        .orElse(false);
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String what, Class<?> owner, String... names) {
        return describe(
                "target reads " + what,
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && List.of(names).contains(access.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> withoutArguments(DescribedPredicate<JavaAccess<?>> calls) {
        return calls.and(describe(
                "without arguments",
                access -> access.getTarget() instanceof AccessTarget.CodeUnitCallTarget target
                        && target.getRawParameterTypes().isEmpty()));
    }
}
