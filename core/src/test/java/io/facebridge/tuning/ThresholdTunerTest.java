package io.facebridge.tuning;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.error.UnsupportedCapabilityException;
import org.junit.jupiter.api.Test;

class ThresholdTunerTest {
    @Test
    void without_an_implementation_the_missing_dependency_is_named() {
        assertThatExceptionOfType(UnsupportedCapabilityException.class)
                .isThrownBy(ThresholdTuner::load)
                .withMessageContaining("io.facebridge:facebridge-evaluation");
    }
}
