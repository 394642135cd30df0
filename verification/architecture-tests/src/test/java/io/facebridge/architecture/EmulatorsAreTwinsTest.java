package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The emulators of all services are built from the same roles, each under one name. A class that is no shared role is an
 * exception of one service, by name and with a reason; so is a public method that one emulator alone has.
 */
class EmulatorsAreTwinsTest {
    private static final JavaClasses EMULATORS = CompiledModules.open().of("emulators");
    private static final String PUBLIC = "io.facebridge.emulator";
    private static final String INTERNAL = PUBLIC + ".internal.";
    private static final String AWS = "aws";
    private static final String TENCENT = "tencent";
    private static final String AZURE = "azure";
    private static final List<String> VENDORS = List.of(AWS, TENCENT, AZURE);

    /** The simple names of the classes that every emulator has, and what they do. */
    private static final Map<String, String> ROLES = new TreeMap<>(Map.ofEntries(
            Map.entry("Access", "which requests are accepted"),
            Map.entry("FaceOperations", "operations on the faces that are stored"),
            Map.entry("FaceOutput", "faces as members of answers"),
            Map.entry("GroupOperations", "operations on groups or collections as a whole"),
            Map.entry("ImageOperations", "operations on images that store no person"),
            Map.entry("Images", "images in requests, within the service's limits"),
            Map.entry("Input", "a request, checked as it is read"),
            Map.entry("LandmarkOutput", "landmarks as members of answers"),
            Map.entry("LivenessSessions", "liveness sessions, operations and script"),
            Map.entry("Operation", "one operation"),
            Map.entry("PersonOperations", "operations on persons or users"),
            Map.entry("RefusedException", "an error that the service answers"),
            Map.entry("Scores", "from the backing's scale to the service's"),
            Map.entry("SearchOperations", "searches and verifications"),
            Map.entry("Service", "the protocol: from a request to an operation, and back"),
            Map.entry("SessionSettings", "what a liveness session was requested with"),
            Map.entry("SignatureCheck", "the signature of a request"),
            Map.entry("Store", "everything that is remembered"),
            Map.entry("StoredFace", "a face of a group"),
            Map.entry("StoredGroup", "a group or collection, with its templates"),
            Map.entry("StoredPerson", "a person or user of a group"),
            Map.entry("VisibleFaces", "the faces of an image that the service would find")));

    /** Shared roles that an emulator lacks, as {@code vendor.Role}, and why. */
    private static final Map<String, String> MISSING = Map.of(
            "azure.SignatureCheck", "its requests carry a key and no signature",
            "tencent.SessionSettings", "the settings of its sessions are checked and change nothing");

    /** Classes of one emulator alone, as {@code vendor.Name}, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "aws.Pages",
                    "its pages begin at tokens that are bound to their list; the others' begin at an offset or an id",
            "aws.QualityFilter", "it alone filters faces by a named level of quality",
            "aws.Replays", "it alone takes tokens with which a request is repeated",
            "azure.Attributes", "the attributes that it has depend on two models",
            "azure.DetectionModel", "it alone has several models of detection",
            "azure.RecognitionModel", "its faces have a model each; the others' have the group's",
            "azure.Reply", "its operations answer with statuses and headers of their own",
            "azure.Routes", "its operations are named by method and path; the others' by a header");

    /** Public methods that not all emulators have, without their vendor's name, and why. */
    private static final Map<String, String> METHODS = Map.ofEntries(
            // Emulator
            Map.entry("Emulator.s3(String, String)", "it alone reads images from objects"),
            Map.entry("Emulator.s3(String, String, byte[])", "the same"),
            Map.entry("Emulator.faceModelVersion(String)", "the model of its collections follows the service's own"),
            Map.entry("Emulator.certificate()", "it alone has transport security"),
            Map.entry("Emulator.certificatePem()", "the same"),
            Map.entry("Emulator.sslContext()", "the same"),
            Map.entry("Emulator.approval(Approval)", "it alone takes an approval"),
            // Builder
            Map.entry("Builder.credentials(String, String)", "requests are signed, but not Azure's"),
            Map.entry("Builder.region(String)", "the region is in the request, but not in Azure's"),
            Map.entry("Builder.eventuallyConsistentFor(Duration)", "Azure's groups are trained instead"),
            Map.entry("Builder.faceModelVersion(String)", "as of the emulator"),
            Map.entry("Builder.userUpdatingFor(Duration)", "its users alone have a status"),
            Map.entry("Builder.key(String)", "what it has instead of signatures"),
            Map.entry("Builder.bearerToken(String)", "the same"),
            Map.entry("Builder.limitedAccessToken(String)", "it alone takes an approval"),
            Map.entry("Builder.trainingQueuedFor(Duration)", "its groups alone are trained"),
            Map.entry("Builder.trainingRunningFor(Duration)", "the same"),
            Map.entry("Builder.personBusyFor(Duration)", "it alone refuses concurrent changes of a person"),
            // LivenessScript
            Map.entry("LivenessScript.start(String)", "a session of Tencent Cloud has no state between open and ended"),
            Map.entry(
                    "LivenessScript.complete(String, double, FaceImage, FaceImage[])", "it answers with a confidence"),
            Map.entry("LivenessScript.newSessionsComplete(double, FaceImage, FaceImage[])", "the same"),
            Map.entry("LivenessScript.fail(String)", "its failures have no code"),
            Map.entry("LivenessScript.newSessionsFail()", "the same"),
            Map.entry("LivenessScript.succeed(String, FaceImage)", "it answers with success or a code"),
            Map.entry("LivenessScript.newSessionsSucceed(FaceImage)", "the same"),
            Map.entry("LivenessScript.fail(String, String)", "its failures have a code"),
            Map.entry("LivenessScript.newSessionsFail(String)", "the same"),
            Map.entry("LivenessScript.decide(String, Decision, FaceImage)", "it answers with a decision"),
            Map.entry("LivenessScript.newSessionsDecide(Decision, FaceImage)", "the same"),
            Map.entry("LivenessScript.failAttempt(String, String)", "a session has three attempts"),
            Map.entry("LivenessScript.newSessionsFailAttempt(String)", "the same"),
            Map.entry("LivenessScript.cancel(String)", "a session can be canceled"));

    /** What makes a class play a role, whatever it is called. */
    record Evidence(String role, String says, Predicate<JavaClass> holds) {
        @Override
        public String toString() {
            return role;
        }
    }

    static final List<Evidence> EVIDENCE = List.of(
            new Evidence(
                    "Service", "is an emulated service", type -> type.isAssignableTo(INTERNAL + "EmulatedService")),
            new Evidence("RefusedException", "is thrown", type -> type.isAssignableTo(Throwable.class)),
            new Evidence("Images", "decodes images", type -> calls(type, "io.facebridge.image.FaceImage", "of")),
            new Evidence(
                    "SignatureCheck", "computes signatures", type -> calls(type, INTERNAL + "Hashes", "hmacSha256")),
            new Evidence("Scores", "maps scores", type -> calls(type, INTERNAL + "ScoreMap", "of")),
            new Evidence(
                    "VisibleFaces", "extracts templates", type -> calls(type, INTERNAL + "FaceAnalyzer", "extract")),
            new Evidence("StoredGroup", "holds the templates of faces", EmulatorsAreTwinsTest::holdsTemplatesOfFaces),
            new Evidence("Operation", "is an interface", JavaClass::isInterface));

    @Test
    void have_each_role_under_one_name() {
        Set<String> names = new TreeSet<>(ROLES.keySet());
        VENDORS.forEach(vendor -> names.addAll(classesOf(vendor)));
        print("role", AWS, TENCENT, AZURE, "");
        names.forEach(name -> print(name, cell(AWS, name), cell(TENCENT, name), cell(AZURE, name), about(name)));

        for (String vendor : VENDORS) {
            assertThat(classesOf(vendor))
                    .as("classes of %s: shared roles and its own exceptions", vendor)
                    .containsExactlyInAnyOrderElementsOf(expectedOf(vendor));
        }
    }

    @ParameterizedTest
    @FieldSource("EVIDENCE")
    void call_a_class_by_the_role_that_it_plays(Evidence evidence) {
        for (String vendor : VENDORS) {
            List<String> players = topLevel(INTERNAL + vendor)
                    .filter(evidence.holds())
                    .map(JavaClass::getSimpleName)
                    .toList();

            assertThat(players)
                    .as("what %s in %s", evidence.says(), vendor)
                    .isEqualTo(
                            MISSING.containsKey(vendor + "." + evidence.role()) ? List.of() : List.of(evidence.role()));
        }
    }

    @Test
    void answer_requests_in_operations_and_sessions_only() {
        for (String vendor : VENDORS) {
            String home = INTERNAL + vendor;

            assertThat(topLevel(home)
                            .filter(type -> answersRequests(type, home))
                            .map(JavaClass::getSimpleName))
                    .as(vendor)
                    .containsExactlyInAnyOrder(
                            "FaceOperations",
                            "GroupOperations",
                            "ImageOperations",
                            "LivenessSessions",
                            "Operation",
                            "PersonOperations",
                            "SearchOperations");
        }
    }

    @Test
    void have_no_exception_without_need() {
        assertThat(MISSING.keySet()).allSatisfy(name -> {
            assertThat(ROLES).containsKey(afterDot(name));
            assertThat(classesOf(beforeDot(name))).doesNotContain(afterDot(name));
        });
        assertThat(EXCEPTIONS.keySet())
                .allSatisfy(name -> assertThat(ROLES).doesNotContainKey(afterDot(name)))
                .allSatisfy(name -> assertThat(classesOf(beforeDot(name))).contains(afterDot(name)));
        assertThat(METHODS.keySet())
                .isSubsetOf(byMethod("Emulator", "Builder", "LivenessScript").keySet());
    }

    @Test
    void have_public_types_of_the_same_names() {
        Set<String> expected = new TreeSet<>(Set.of("Emulator", "EmulatorBuilder", "Faults"));
        for (String vendor : VENDORS) {
            Stream.of("Emulator", "LivenessScript", "Seed").forEach(type -> expected.add(prefix(vendor) + type));
        }

        assertThat(topLevel(PUBLIC).filter(Conditions::isPublic).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Emulator", "Builder", "LivenessScript"})
    void have_the_same_public_methods_for_the_same_purpose(String type) {
        byMethod(type).forEach((method, vendors) -> {
            if (METHODS.containsKey(method)) {
                assertThat(vendors).as(method + ", which not all have").hasSizeLessThan(VENDORS.size());
            } else {
                assertThat(vendors).as(method).containsExactlyInAnyOrderElementsOf(VENDORS);
            }
        });
    }

    private static void print(String name, String aws, String tencent, String azure, String about) {
        System.out.printf("%-17s %-8s %-8s %-8s %s%n", name, aws, tencent, azure, about);
    }

    private static String cell(String vendor, String name) {
        if (!classesOf(vendor).contains(name)) {
            return "-";
        }
        return ROLES.containsKey(name) ? "yes" : "own";
    }

    private static String about(String name) {
        return Stream.concat(
                        Stream.ofNullable(ROLES.get(name)),
                        VENDORS.stream()
                                .map(vendor -> vendor + "." + name)
                                .flatMap(own -> Stream.of(MISSING, EXCEPTIONS)
                                        .filter(reasons -> reasons.containsKey(own))
                                        .map(reasons -> beforeDot(own) + ": " + reasons.get(own))))
                .collect(Collectors.joining("; "));
    }

    private static Set<String> expectedOf(String vendor) {
        Set<String> expected = new TreeSet<>(ROLES.keySet());
        expected.removeIf(role -> MISSING.containsKey(vendor + "." + role));
        EXCEPTIONS.keySet().stream()
                .filter(name -> beforeDot(name).equals(vendor))
                .forEach(name -> expected.add(afterDot(name)));
        return expected;
    }

    private static Set<String> classesOf(String vendor) {
        return topLevel(INTERNAL + vendor).map(JavaClass::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaClass> topLevel(String home) {
        return EMULATORS.stream()
                .filter(type -> type.getPackageName().equals(home))
                .filter(type -> type.getEnclosingClass().isEmpty())
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    private static boolean calls(JavaClass type, String owner, String method) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(owner)
                        && call.getName().equals(method));
    }

    private static boolean holdsTemplatesOfFaces(JavaClass type) {
        return type.getFields().stream()
                .anyMatch(field -> field.getRawType().getName().equals(INTERNAL + "Templates")
                        && field.getType().getName().contains(".StoredFace"));
    }

    /** Whether it has a method from a request to an answer. */
    private static boolean answersRequests(JavaClass type, String home) {
        Set<String> answers = Set.of(INTERNAL + "Output", home + ".Reply");
        return type.getMethods().stream()
                .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
                .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                .anyMatch(method -> answers.contains(method.getRawReturnType().getName())
                        && method.getRawParameterTypes().size() == 1
                        && method.getRawParameterTypes().get(0).getName().equals(home + ".Input"));
    }

    /** The emulators that have a public method, inherited ones included. */
    private static Map<String, Set<String>> byMethod(String... types) {
        Map<String, Set<String>> vendors = new TreeMap<>();
        for (String type : types) {
            for (String vendor : VENDORS) {
                String name = type.equals("Builder") ? "Emulator$Builder" : type;
                EMULATORS.get(PUBLIC + "." + prefix(vendor) + name).getAllMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .filter(method -> method.getOwner().getPackageName().equals(PUBLIC))
                        .forEach(method -> vendors.computeIfAbsent(
                                        type + "." + signature(method), found -> new TreeSet<>())
                                .add(vendor));
            }
        }
        return vendors;
    }

    private static String signature(JavaMethod method) {
        return method.getName()
                + method.getRawParameterTypes().stream()
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String prefix(String vendor) {
        return Character.toUpperCase(vendor.charAt(0)) + vendor.substring(1);
    }

    private static String beforeDot(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private static String afterDot(String name) {
        return name.substring(name.indexOf('.') + 1);
    }
}
