package io.facebridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.architecture.TestSources.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test can fail, and one that skips itself is counted. */
class TestsAreHonestTest {
    private static final Path ROOT = CompiledModules.root();
    private static final CompiledTests TESTS = CompiledTests.open();

    /** Machines that lack nothing run the first two; CI fails without them. */
    private static final List<String> WANTING = List.of("engine missing: ", "shared folder missing: ");

    private static final String OTHER_SYSTEM = "not on this operating system: ";
    private static final String CLOSED_GATE = "gate closed: ";

    @TempDir
    private Path folder;

    @Test
    void every_test_asserts_something() {
        assertThat(TESTS.tests())
                .hasSizeGreaterThan(2000)
                .allSatisfy(test -> assertThat(TESTS.asserts(test))
                        .as("%s can fail by an assertion", test.getFullName())
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"asserts", "asserts_in_a_lambda", "asserts_in_a_helper", "asserts_in_an_implementation"})
    void sees_assertions_wherever_they_stand(String name) {
        assertThat(TESTS.asserts(TESTS.method(Samples.class, name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls_only", "describes_only", "creates_an_error"})
    void takes_nothing_else_for_an_assertion(String name) {
        assertThat(TESTS.asserts(TESTS.method(Samples.class, name))).isFalse();
    }

    /** CI takes a closed gate and another operating system for no loss, and every other reason for one. */
    @Test
    void every_test_that_skips_itself_says_why_as_ci_reads_it() throws IOException {
        assertThat(TestSources.skips(ROOT))
                .hasSizeGreaterThan(30)
                .allSatisfy(skip -> assertThat(isKnown(skip))
                        .as(
                                "%s begins its message as CONTRIBUTING.md says, but begins it with '%s'",
                                skip.place(), skip.reason())
                        .isTrue());
        assertThat(Files.readString(ROOT.resolve(".ci/TestSummary.java")))
                .contains("\"(gate closed|not on this operating system): .+\"");
        assertThat(Files.readString(ROOT.resolve("CONTRIBUTING.md")))
                .contains(WANTING.stream().map(reason -> "`" + reason + "`").toList());
    }

    private static boolean isKnown(Skip skip) {
        return skip.place().startsWith("Gate.java: ")
                ? skip.reason().equals(CLOSED_GATE)
                : Stream.of(WANTING, List.of(OTHER_SYSTEM))
                        .flatMap(List::stream)
                        .anyMatch(known -> skip.reason().startsWith(known));
    }

    @Test
    void finds_the_reason_of_every_way_to_skip_a_test() throws IOException {
        Path source = Files.writeString(folder.resolve("SkipsTest.java"), """
            @Disabled
            @DisabledOnOs(OS.WINDOWS)
            @EnabledIf(value = "here", disabledReason = "five")
            class SkipsTest {
                static final String SIX = "six";
                void test() {
                    assumeTrue(isHere());
                    assumeThat(here).isNotNull();
                    Assumptions.assumeFalse(isHere(), "one" + file);
                    assumeTrue(isHere(), () -> "two" + file);
                    Assumptions.abort("three");
                    throw new TestAbortedException("four");
                }
                void last() {
                    assumingThat(isHere(), () -> assertThat(1).isOne());
                    assumeTrue(isHere(), SIX + computed());
                    assumeTrue(isHere(), computed());
                    response.abort();
                }
            }
            """);

        assertThat(TestSources.skips(List.of(source)))
                .containsExactly(
                        skip("@Disabled", ""),
                        skip("@DisabledOnOs", ""),
                        skip("@EnabledIf", "five"),
                        skip("assumeTrue", ""),
                        skip("assumeThat", ""),
                        skip("assumeFalse", "one"),
                        skip("assumeTrue", "two"),
                        skip("abort", "three"),
                        skip("TestAbortedException", "four"),
                        skip("assumingThat", ""),
                        skip("assumeTrue", "six"),
                        skip("assumeTrue", ""));
    }

    private static Skip skip(String how, String reason) {
        return new Skip("SkipsTest.java: " + how, reason);
    }

    /** Methods as tests could be. */
    @SuppressWarnings("unused")
    private static final class Samples {
        void asserts() {
            assertThat(ROOT).isNotNull();
        }

        void asserts_in_a_lambda() throws Exception {
            Callable<Object> lambda = () -> assertThat(ROOT).isNotNull();
            lambda.call();
        }

        void asserts_in_a_helper() {
            require(ROOT);
        }

        private static void require(Path path) {
            assertThat(path).isNotNull();
        }

        void asserts_in_an_implementation(Check check) {
            check.run();
        }

        void calls_only() {
            int unused = ROOT.getNameCount();
        }

        void describes_only() {
            var unused = assertThat(ROOT).as("the root");
        }

        void creates_an_error() {
            var unused = new AssertionError();
        }
    }

    /** What a contract leaves to those who fulfill it. */
    private interface Check {
        void run();
    }

    /** One of them. */
    @SuppressWarnings("unused")
    private static final class NotNull implements Check {
        @Override
        public void run() {
            Samples.require(ROOT);
        }
    }
}
