package io.facebridge.tencent.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.facebridge.match.ScoreScale;
import io.facebridge.match.ScoreScale.Operation;
import io.facebridge.provider.ProviderId;
import io.facebridge.tencent.TencentRates;
import java.util.List;
import org.junit.jupiter.api.Test;

class TencentScalesTest {
    private static final ProviderId TENCENT = new ProviderId("tencent");

    private final TencentScales scales = new TencentScales(TENCENT);

    @Test
    void every_operation_of_every_model_has_a_scale_of_its_own_from_0_to_100() {
        assertScale(scales.compare("3.0"), "3.0", Operation.COMPARE);
        assertScale(scales.compareMasked("3.0"), "mask-3.0", Operation.COMPARE);
        assertScale(scales.verify("3.0"), "3.0", Operation.VERIFY);
        assertScale(scales.identify("2.0"), "2.0", Operation.IDENTIFY);
        assertScale(scales.liveness("3.0"), "3.0", Operation.LIVENESS);
    }

    private static void assertScale(ScoreScale scale, String model, Operation operation) {
        assertThat(scale.provider()).isEqualTo(TENCENT);
        assertThat(scale.model()).isEqualTo(model);
        assertThat(scale.operation()).isEqualTo(operation);
        assertThat(scale.min()).isEqualTo(0);
        assertThat(scale.max()).isEqualTo(100);
    }

    @Test
    void comparisons_carry_the_rates_of_their_model() {
        for (String model : List.of("2.0", "3.0")) {
            assertThat(scales.compare(model).falseMatchTable()).isEqualTo(TencentRates.comparison(model));
            assertThat(scales.compareMasked(model).falseMatchTable()).isEqualTo(TencentRates.comparison(model));
        }
        assertThat(scales.compare("4.0").falseMatchTable()).isEmpty();
    }

    @Test
    void verifications_carry_rates_with_model_2_only() {
        assertThat(scales.verify("2.0").falseMatchTable()).isEqualTo(TencentRates.comparison("2.0"));
        assertThat(scales.verify("3.0").falseMatchTable()).isEmpty();
    }

    @Test
    void the_vendors_rates_of_searches_grow_with_the_gallery() {
        assertThat(TencentRates.searches())
                .extracting(table -> table.maxReferenceCount().orElseThrow(), table -> table.thresholdAt(1e-3))
                .containsExactly(tuple(10_000L, 80.0), tuple(100_000L, 90.0), tuple(300_000L, 95.0));
    }

    @Test
    void searches_carry_rates_with_model_3_only() {
        assertThat(scales.identify("3.0").searchTables()).containsExactlyElementsOf(TencentRates.searches());
        assertThat(scales.identify("2.0").searchTables()).isEmpty();
    }

    @Test
    void liveness_carries_none() {
        assertThat(scales.liveness("3.0").falseMatchTable()).isEmpty();
    }
}
