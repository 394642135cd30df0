package io.facebridge.azure.internal;

import io.facebridge.remote.Pages.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the service's paged lists: it returns the items after the last one of a page, in the order of its ids, so that no item
 * is skipped if another one is removed concurrently.
 */
final class AzurePages {
    /** The maximum size of a page. */
    static final int MAX_PAGE_SIZE = 1_000;

    private AzurePages() {}

    /** Requests the page after an item, {@code null} being the first. */
    static AzureRequest after(@Nullable String item, AzureRequest request) {
        request.with("top", Integer.toString(MAX_PAGE_SIZE));
        return item == null ? request : request.with("start", item);
    }

    /** Returns a page of these items, which had these ids; one that is shorter than the maximum is the last one. */
    static <T> Page<T, String> page(List<T> items, List<String> names) {
        return new Page<>(items, names.size() < MAX_PAGE_SIZE ? null : names.get(names.size() - 1));
    }
}
