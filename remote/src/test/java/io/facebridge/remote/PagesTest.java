package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.remote.Pages.Page;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final List<String> fetched = new ArrayList<>();
    private final Map<String, Page<Integer, String>> service = Map.of(
            "first", new Page<>(List.of(1, 2), "empty"),
            "empty", new Page<>(List.of(), "last"),
            "last", new Page<>(List.of(3), null));
    private final Pages<Integer, String> pages = new Pages<>(this::fetch);

    @Test
    void list_the_items_of_all_pages_also_behind_an_empty_one() {
        assertThat(pages).containsExactly(1, 2, 3);
        assertThat(fetched).containsExactly("first", "empty", "last");
    }

    @Test
    void are_fetched_when_they_are_reached_and_again_by_every_iterator() {
        Iterator<Integer> items = pages.iterator();
        assertThat(fetched).isEmpty();

        items.next();
        items.next();
        assertThat(fetched).containsExactly("first");

        assertThat(pages.iterator().next()).isEqualTo(1);
        assertThat(fetched).containsExactly("first", "first");
    }

    @Test
    void end_with_an_exception_behind_the_last_item() {
        Iterator<Integer> items = pages.iterator();
        items.next();
        items.next();
        items.next();

        assertThat(items.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(items::next);
        assertThat(fetched).hasSize(3);
    }

    @Test
    void lead_to_results_of_which_an_item_is_not_requested_before_those_of_the_one_before_it() {
        Iterator<String> results = pages.flatMap(
                        item -> item == 2 ? List.<String>of() : List.of(item + "a", item + "b"))
                .iterator();

        assertThat(List.of(results.next(), results.next())).containsExactly("1a", "1b");
        assertThat(fetched).containsExactly("first");
        assertThat(List.of(results.next(), results.next())).containsExactly("3a", "3b");
        assertThat(results.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(results::next);
    }

    @Test
    void show_none_of_their_items_and_fetch_none_to_be_shown() {
        assertThat(pages.toString()).isEqualTo("a list of pages");
        assertThat(fetched).isEmpty();
    }

    private Page<Integer, String> fetch(@Nullable String key) {
        String page = key == null ? "first" : key;
        fetched.add(page);
        return Objects.requireNonNull(service.get(page));
    }
}
