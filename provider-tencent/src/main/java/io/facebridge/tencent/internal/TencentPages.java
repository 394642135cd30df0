package io.facebridge.tencent.internal;

import io.facebridge.remote.Pages.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the service's lists go on: it counts from the start of the list, so that what is removed concurrently moves the rest and an
 * item may be passed over.
 */
final class TencentPages {
    private TencentPages() {}

    /** How many items come before a page. */
    static long offset(@Nullable Long after) {
        return after == null ? 0 : after;
    }

    /** A page that begins after {@code offset} of the {@code total} items, and had {@code received} of them. */
    static <T> Page<T, Long> page(List<T> items, long offset, int received, long total) {
        long next = offset + received;
        return new Page<>(items, received == 0 || next >= total ? null : next);
    }
}
