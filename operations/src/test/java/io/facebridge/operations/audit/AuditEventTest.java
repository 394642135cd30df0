package io.facebridge.operations.audit;

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
                .withMessageContaining("omit more");

        assertThat(builder.build().attributes())
                .hasSize(AuditEvent.MAX_ATTRIBUTES)
                .containsEntry("a0", "2")
                .doesNotContainKey("more");
    }

    @Test
    void a_text_is_shortened_to_what_an_event_holds_and_no_character_is_split() {
        String fits = "x".repeat(AuditEvent.MAX_LENGTH);

        assertThat(AuditEvent.shortened(fits)).isSameAs(fits);
        assertThat(AuditEvent.shortened(fits + "y")).isEqualTo(fits);
        assertThat(AuditEvent.shortened(fits.substring(1) + "😀")).isEqualTo(fits.substring(1));
        assertThat(AuditEvent.shortened(fits.substring(2) + "😀y")).isEqualTo(fits.substring(2) + "😀");
    }
}
