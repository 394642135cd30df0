package io.facebridge.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class GateTest {
    @Test
    void an_open_gate_lets_the_supported_half_run_and_skips_the_other_with_its_statement() {
        assertThatCode(() -> Gate.open(true, "masks are found")).doesNotThrowAnyException();
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> Gate.closed(true, "masks are not found"))
                .withMessageContaining("gate closed: masks are not found");
    }

    @Test
    void a_closed_gate_lets_the_rejecting_half_run_and_skips_the_other_with_its_statement() {
        assertThatCode(() -> Gate.closed(false, "masks are not found")).doesNotThrowAnyException();
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> Gate.open(false, "masks are found"))
                .withMessageContaining("gate closed: masks are found");
    }
}
