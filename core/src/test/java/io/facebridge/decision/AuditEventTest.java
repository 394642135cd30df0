package io.facebridge.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditEventTest {
    @Test
    void an_attribute_too_many_is_refused_and_leaves_the_builder_as_it_was() {
        AuditEvent.Builder builder = AuditEvent.builder(AuditEvent.Kind.POLICY_CHANGE, Instant.EPOCH);
        for (int i = 0; i < AuditEvent.MAX_ATTRIBUTES; i++) {
            builder.attribute("a" + i, "1");
        }
        builder.attribute("a0", "2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.attribute("more", "1"))
                .withMessageContaining("leave more out");

        assertThat(builder.build().attributes())
                .hasSize(AuditEvent.MAX_ATTRIBUTES)
                .containsEntry("a0", "2")
                .doesNotContainKey("more");
    }
}
