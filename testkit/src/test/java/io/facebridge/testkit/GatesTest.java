package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatesTest {
    @ParameterizedTest
    @MethodSource("contracts")
    void are_open_unless_a_provider_closes_them(ProviderContract contract) throws Exception {
        List<Method> gates = Arrays.stream(contract.getClass().getSuperclass().getDeclaredMethods())
                .filter(method -> method.getReturnType() == boolean.class
                        && Modifier.isProtected(method.getModifiers())
                        && method.getParameterCount() == 0)
                .toList();

        for (Method gate : gates) {
            assertThat(gate.invoke(contract)).as(gate.getName()).isEqualTo(true);
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void need_the_provider_and_nothing_else_to_be_said(ProviderContract contract) {
        List<String> unsaid = Arrays.stream(contract.getClass().getSuperclass().getDeclaredMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName)
                .toList();

        assertThat(unsaid).isEqualTo(contract instanceof FaceProviderContract ? List.of("open") : List.of());
    }

    static Stream<ProviderContract> contracts() {
        return Stream.of(
                new FaceDetectorContract() {
                    @Override
                    protected FaceProvider provider() {
                        throw new AssertionError("not asked");
                    }
                },
                new FaceComparerContract() {
                    @Override
                    protected FaceProvider provider() {
                        throw new AssertionError("not asked");
                    }
                },
                new LivenessCheckerContract() {
                    @Override
                    protected FaceProvider provider() {
                        throw new AssertionError("not asked");
                    }
                },
                new FaceTemplatesContract() {
                    @Override
                    protected FaceProvider provider() {
                        throw new AssertionError("not asked");
                    }
                },
                new FaceProviderContract() {
                    @Override
                    protected FaceProvider provider() {
                        throw new AssertionError("not asked");
                    }

                    @Override
                    protected FaceProvider open() {
                        throw new AssertionError("not asked");
                    }
                });
    }
}
