package io.facebridge.tencent.internal;

import io.facebridge.remote.Pages.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the service's paged lists: it counts from the start of the list, so that concurrent removals shift the rest and an item
 * may be skipped.
 */
final class TencentPages {
    private TencentPages() {}

    /** Returns how many items precede a page. */
    static long offset(@Nullable Long after) {
        return after == null ? 0 : after;
    }

    /** Returns a page that begins after {@code offset} of the {@code total} items, and had {@code received} of them. */
    static <T> Page<T, Long> page(List<T> items, long offset, int received, long total) {
        long next = offset + received;
        return new Page<>(items, received == 0 || next >= total ? null : next);
    }
}
