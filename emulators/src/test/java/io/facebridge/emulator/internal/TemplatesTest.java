package io.facebridge.emulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.facebridge.testkit.SyntheticTemplates;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(64, 1);

    private final Templates<Integer> templates = new Templates<>();

    private static float[] template(int person) {
        return PEOPLE.template(person, 0);
    }

    private void keep(int persons) {
        IntStream.range(0, persons).forEach(person -> templates.put(person, template(person)));
    }

    private List<Integer> nearest(float[] probe, long most) {
        return templates.nearest(probe).limit(most).map(Templates.Hit::key).toList();
    }

    @Test
    void nobody_is_found_where_nothing_is_kept() {
        assertThat(nearest(template(0), 10)).isEmpty();
        assertThat(templates.vector(0)).isNull();
        assertThat(templates.mean(List.of(0, 1))).isNull();
        assertThat(templates.cosine(0, template(0))).isEmpty();
    }

    @Test
    void everybody_comes_once_and_the_most_alike_first_however_many_are_wanted() {
        keep(3000);

        List<Templates.Hit<Integer>> all =
                templates.nearest(PEOPLE.template(17, 1)).toList();

        assertThat(all).hasSize(3000).doesNotHaveDuplicates();
        assertThat(all.get(0).key()).isEqualTo(17);
        assertThat(all).isSortedAccordingTo((one, other) -> Double.compare(other.cosine(), one.cosine()));
        assertThat(all.get(0).cosine()).isCloseTo(Vectors.cosine(template(17), PEOPLE.template(17, 1)), within(1e-9));
    }

    @Test
    void who_was_kept_first_comes_first_of_equal_ones() {
        templates.put(2, template(9));
        templates.put(1, template(9));

        assertThat(nearest(template(9), 2)).containsExactly(2, 1);
    }

    @Test
    void a_template_takes_the_place_of_the_one_before() {
        keep(3);

        templates.put(1, template(50));
        templates.put(1, template(51));

        assertThat(templates.size()).isEqualTo(3);
        assertThat(templates.vector(1)).isEqualTo(template(51));
        assertThat(nearest(template(1), 3)).containsOnlyOnce(1);
        assertThat(nearest(template(51), 1)).containsExactly(1);
        assertThat(templates.cosine(1, template(1)).orElseThrow()).isLessThan(0.9);
    }

    @Test
    void what_is_removed_is_not_found() {
        keep(3);

        templates.remove(1);
        templates.remove(7);

        assertThat(nearest(template(1), 3)).containsExactlyInAnyOrder(0, 2);
        assertThat(templates.cosine(1, template(1))).isEmpty();
    }

    @Test
    void a_mean_is_of_those_that_are_there() {
        keep(2);

        float[] mean = templates.mean(List.of(0, 1, 5));

        assertThat(mean).isEqualTo(Vectors.mean(List.of(template(0), template(1))));
    }
}
