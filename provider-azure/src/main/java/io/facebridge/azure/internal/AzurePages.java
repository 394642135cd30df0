package io.facebridge.azure.internal;

import io.facebridge.remote.Pages.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the service's lists go on: it gives what comes after the last item of a page, in the order of its names, so that no item is
 * passed over when another one is removed concurrently.
 */
final class AzurePages {
    /** As many as the service gives at once. */
    static final int MOST = 1_000;

    private AzurePages() {}

    /** Requests the page after an item, {@code null} being the first. */
    static AzureRequest after(@Nullable String item, AzureRequest request) {
        request.with("top", Integer.toString(MOST));
        return item == null ? request : request.with("start", item);
    }

    /** A page of these items, which had these names; one that is shorter than it may be is the last one. */
    static <T> Page<T, String> page(List<T> items, List<String> names) {
        return new Page<>(items, names.size() < MOST ? null : names.get(names.size() - 1));
    }
}
