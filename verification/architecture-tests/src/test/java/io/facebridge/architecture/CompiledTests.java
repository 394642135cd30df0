package io.facebridge.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tests of all modules as the build compiled them, with the contracts and helpers of {@code testkit}. */
final class CompiledTests {
    private static final String ASSERTJ = "org.assertj.core.api.";
    private static final String JUNIT_ASSERTIONS = "org.junit.jupiter.api.Assertions";

    /** Calls of AssertJ that choose, describe or compare by something, and assert nothing. */
    private static final Set<String> INCOMPLETE = Set.of(
            "as",
            "asInstanceOf",
            "asString",
            "assertAll",
            "assertSoftly",
            "build",
            "builder",
            "catchThrowable",
            "catchThrowableOfType",
            "content",
            "describedAs",
            "determineDifferences",
            "element",
            "elements",
            "entry",
            "extracting",
            "extractingResultOf",
            "filteredOn",
            "filteredOnAssertions",
            "first",
            "flatExtracting",
            "get",
            "getSoftly",
            "last",
            "map",
            "offset",
            "overridingErrorMessage",
            "rootCause",
            "size",
            "tuple",
            "using",
            "usingComparator",
            "usingDefaultComparator",
            "usingElementComparator",
            "usingRecursiveComparison",
            "withEqualsForType",
            "withFailMessage",
            "within",
            "withPrecision");

    private final JavaClasses classes;
    private final Set<JavaCodeUnit> asserting;

    private CompiledTests(Path root) {
        List<Path> outputs = new ArrayList<>();
        for (Path module : TestSources.modules(root)) {
            if (module.endsWith(TestSources.OUTSIDE_THE_REACTOR)) {
                continue;
            }
            Path output = module.resolve("target/test-classes");
            if (!Files.isDirectory(output)) {
                throw new IllegalStateException(
                        "the tests of " + module.getFileName() + " are not compiled: make it a dependency in"
                                + " verification/architecture-tests/pom.xml, and build"
                                + " with `mvn -pl verification/architecture-tests -am"
                                + " verify`");
            }
            outputs.add(output);
        }
        outputs.add(root.resolve("testkit/target/classes"));
        classes = new ClassFileImporter().importPaths(outputs);
        asserting = findAsserting();
    }

    /** Read once for all tests. */
    static CompiledTests open() {
        return Opened.TESTS;
    }

    /** The method of test code with that name, of which there is one. */
    JavaCodeUnit method(Class<?> type, String name) {
        return classes.get(type).getMethods().stream()
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every method that JUnit runs as a test. */
    List<JavaMethod> tests() {
        return classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable"))
                .toList();
    }

    /** Whether a method, or one of test code that it calls, can fail by an assertion. */
    boolean asserts(JavaCodeUnit method) {
        return asserting.contains(method);
    }

    private Set<JavaCodeUnit> findAsserting() {
        Map<JavaCodeUnit, Set<JavaCodeUnit>> callers = new HashMap<>();
        Deque<JavaCodeUnit> found = new ArrayDeque<>();
        for (JavaClass type : classes) {
            for (JavaCodeUnit caller : type.getCodeUnits()) {
                for (JavaAccess<?> call : callsOf(caller)) {
                    if (isAssertion(call)) {
                        found.add(caller);
                    }
                    called(call)
                            .forEach(callee -> callers.computeIfAbsent(callee, none -> new HashSet<>())
                                    .add(caller));
                }
            }
        }
        Set<JavaCodeUnit> all = new HashSet<>();
        while (!found.isEmpty()) {
            JavaCodeUnit next = found.remove();
            if (all.add(next)) {
                found.addAll(callers.getOrDefault(next, Set.of()));
            }
        }
        return all;
    }

    private static List<JavaAccess<?>> callsOf(JavaCodeUnit caller) {
        List<JavaAccess<?>> calls = new ArrayList<>(caller.getCallsFromSelf());
        calls.addAll(caller.getCodeUnitReferencesFromSelf());
        return calls;
    }

    /** The methods of test code that a call may reach. */
    private List<JavaCodeUnit> called(JavaAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        if (!classes.contain(owner.getName()) || !(call.getTarget() instanceof CodeUnitAccessTarget target)) {
            return List.of();
        }
        List<JavaCodeUnit> reached = new ArrayList<>();
        target.resolveMember().ifPresent(member -> {
            reached.add(member);
            if (member instanceof JavaConstructor && (owner.isAnonymousClass() || owner.isLocalClass())) {
                reached.addAll(owner.getMethods());
            } else if (member.getModifiers().contains(JavaModifier.ABSTRACT)) {
                reached.addAll(implementations(owner, member));
            }
        });
        return reached;
    }

    private static Collection<JavaMethod> implementations(JavaClass owner, JavaCodeUnit method) {
        return owner.getAllSubclasses().stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(candidate -> candidate.getName().equals(method.getName())
                        && candidate.getRawParameterTypes().equals(method.getRawParameterTypes()))
                .toList();
    }

    private static boolean isAssertion(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        String name = call.getName();
        if (owner.startsWith(ASSERTJ)) {
            return name.equals("assertThatThrownBy")
                    || !(name.startsWith("assertThat") || name.equals("<init>") || INCOMPLETE.contains(name));
        }
        return owner.equals(JUNIT_ASSERTIONS)
                || (owner.startsWith("com.tngtech.archunit.") && name.equals("check"))
                || (owner.startsWith("com.github.tomakehurst.wiremock.") && name.equals("verify"));
    }

    private static final class Opened {
        private static final CompiledTests TESTS = new CompiledTests(CompiledModules.root());
    }
}
