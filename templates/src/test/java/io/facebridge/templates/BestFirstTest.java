package io.facebridge.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BestFirstTest {
    private record Bound(float bound, int row) {}

    private static List<Bound> takeAll(List<Bound> bounds) {
        BestFirst best = new BestFirst(bounds.size());
        bounds.forEach(one -> best.add(one.bound, one.row));
        best.order();
        List<Bound> taken = new ArrayList<>();
        while (!best.isEmpty()) {
            float bound = best.bound();
            taken.add(new Bound(bound, best.take()));
        }
        return taken;
    }

    @Test
    void the_highest_bound_is_taken_first_and_of_equal_ones_the_first_row() {
        for (int size = 0; size < 200; size++) {
            Random random = new Random(size);
            List<Bound> bounds = new ArrayList<>();
            for (int row = 0; row < size; row++) {
                float bound = size % 2 == 0 ? random.nextFloat() * 2 - 1 : random.nextInt(5) - 2f;
                bounds.add(new Bound(bound, row));
            }

            assertThat(takeAll(bounds))
                    .containsExactlyElementsOf(bounds.stream()
                            .sorted(Comparator.comparing(Bound::bound)
                                    .reversed()
                                    .thenComparing(Bound::row))
                            .toList());
        }
    }

    @Test
    void a_bound_and_a_row_are_given_back_as_they_were_added() {
        Bound smallest = new Bound(-Float.MAX_VALUE, Integer.MAX_VALUE);
        Bound below = new Bound(-Float.MIN_VALUE, 0);
        Bound above = new Bound(Float.MIN_VALUE, 1 << 30);
        Bound largest = new Bound(Float.MAX_VALUE, 65_536);

        assertThat(takeAll(List.of(below, largest, smallest, above))).containsExactly(largest, above, below, smallest);
    }
}
