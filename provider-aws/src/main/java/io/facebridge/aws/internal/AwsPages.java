package io.facebridge.aws.internal;

import io.facebridge.remote.Pages.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the service's paged lists: every page contains the token of the next one. */
final class AwsPages {
    private AwsPages() {}

    /** Returns a page; the service ends a list with no token or an empty one. */
    static <T> Page<T, String> page(List<T> items, @Nullable String nextToken) {
        return new Page<>(items, nextToken == null || nextToken.isEmpty() ? null : nextToken);
    }
}
