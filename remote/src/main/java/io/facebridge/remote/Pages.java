package io.facebridge.remote;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lazy list that fetches a service's pages during iteration. Use it for every operation that lists. Every iterator
 * fetches the pages again, the first one when its first item is requested. An iterator is confined to one thread.
 *
 * @param <T> the type of the items
 * @param <K> the type of the key at which a page begins: a token, the name of an item, an offset
 */
public final class Pages<T, K> implements Iterable<T> {
    private final Function<@Nullable K, Page<T, K>> fetch;

    /**
     * Creates the list. Makes no remote call.
     *
     * @param fetch fetches the page that begins at a key; {@code null} requests the first page
     */
    public Pages(Function<@Nullable K, Page<T, K>> fetch) {
        this.fetch = fetch;
    }

    @Override
    public Iterator<T> iterator() {
        return new Walk();
    }

    /**
     * Returns the results of a function for all items. An item is not requested before the results of the previous one have
     * been iterated.
     *
     * @param next the function from an item to its results, in order
     * @param <R> the type of the results
     * @return a lazy list of the results, in the order of the items
     */
    public <R> Iterable<R> flatMap(Function<T, List<R>> next) {
        return () -> new Iterator<>() {
            private final Iterator<T> items = Pages.this.iterator();
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

    /**
     * One page of a list.
     *
     * @param items the provider's items on the page, in the service's order; may be empty although further pages follow
     * @param next the key of the next page; {@code null} if this is the last one
     * @param <T> the type of the items
     * @param <K> the type of the key at which a page begins
     */
    public record Page<T, K>(List<T> items, @Nullable K next) {}

    private final class Walk implements Iterator<T> {
        private @Nullable K next;
        private boolean ended;
        private Iterator<T> items = List.<T>of().iterator();

        @Override
        public boolean hasNext() {
            while (!items.hasNext()) {
                if (ended) {
                    return false;
                }
                Page<T, K> page = fetch.apply(next);
                next = page.next();
                ended = next == null;
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
