package io.facebridge.azure.internal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list that is fetched page by page while it is walked, and anew by every iterator. The service gives what comes after the
 * last item of a page, in the order of its names, so that nothing is passed over when something is removed meanwhile.
 */
final class AzurePages<T> implements Iterable<T> {
    /** As many as the service gives at once. */
    static final int MOST = 1_000;

    private final Function<@Nullable String, Page<T>> fetch;

    /** {@code fetch} gets the page after an item, {@code null} being the first. */
    AzurePages(Function<@Nullable String, Page<T>> fetch) {
        this.fetch = fetch;
    }

    /** Asks for the page after an item. */
    static AzureRequest after(@Nullable String item, AzureRequest request) {
        request.with("top", Integer.toString(MOST));
        return item == null ? request : request.with("start", item);
    }

    @Override
    public Iterator<T> iterator() {
        return new Walk();
    }

    @Override
    public String toString() {
        return "a list of pages";
    }

    /**
     * A page.
     *
     * @param items what is ours of it
     * @param last the last item's name; {@code null} if there is no further page
     */
    record Page<T>(List<T> items, @Nullable String last) {
        /** A page shorter than it may be is the last one. */
        static <T> Page<T> of(List<T> items, List<String> names) {
            return new Page<>(items, names.size() < MOST ? null : names.get(names.size() - 1));
        }
    }

    private final class Walk implements Iterator<T> {
        private @Nullable String last;
        private boolean ended;
        private Iterator<T> items = List.<T>of().iterator();

        @Override
        public boolean hasNext() {
            while (!items.hasNext()) {
                if (ended) {
                    return false;
                }
                Page<T> page = fetch.apply(last);
                last = page.last();
                ended = last == null;
                items = page.items().iterator();
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
