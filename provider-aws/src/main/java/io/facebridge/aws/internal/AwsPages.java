package io.facebridge.aws.internal;

import io.facebridge.remote.Pages.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the service's lists go on: every page holds the token of the next one. */
final class AwsPages {
    private AwsPages() {}

    /** A page; the service ends a list with no token or an empty one. */
    static <T> Page<T, String> page(List<T> items, @Nullable String nextToken) {
        return new Page<>(items, nextToken == null || nextToken.isEmpty() ? null : nextToken);
    }
}
