package io.facebridge.aws.internal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list that is fetched page by page while it is walked, and anew by every iterator. */
final class AwsPages<T> implements Iterable<T> {
    private final Function<@Nullable String, Page<T>> fetch;

    /** {@code fetch} gets the page after a token, {@code null} being the first. */
    AwsPages(Function<@Nullable String, Page<T>> fetch) {
        this.fetch = fetch;
    }

    @Override
    public Iterator<T> iterator() {
        return new Walk();
    }

    /** Lists what each item leads to; an item is not looked at before what the one before it led to has been walked. */
    <R> Iterable<R> flatMap(Function<T, List<R>> next) {
        return () -> new Iterator<>() {
            private final Iterator<T> items = AwsPages.this.iterator();
            private Iterator<R> results = List.<R>of().iterator();

            @Override
            public boolean hasNext() {
                while (!results.hasNext()) {
                    if (!items.hasNext()) {
                        return false;
                    }
                    results = next.apply(items.next()).iterator();
                }
                return true;
            }

            @Override
            public R next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return results.next();
            }
        };
    }

    @Override
    public String toString() {
        return "a list of pages";
    }

    /** A page, and the token of the next; Rekognition ends with none or an empty one. */
    record Page<T>(List<T> items, @Nullable String next) {
        boolean isLast() {
            return next == null || next.isEmpty();
        }
    }

    private final class Walk implements Iterator<T> {
        private @Nullable Page<T> page;
        private Iterator<T> items = List.<T>of().iterator();

        @Override
        public boolean hasNext() {
            while (!items.hasNext()) {
                Page<T> before = page;
                if (before != null && before.isLast()) {
                    return false;
                }
                Page<T> fetched = fetch.apply(before == null ? null : before.next());
                page = fetched;
                items = fetched.items().iterator();
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }
}
