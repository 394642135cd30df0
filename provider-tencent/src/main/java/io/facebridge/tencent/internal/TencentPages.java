package io.facebridge.tencent.internal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/**
 * A list that is fetched page by page while it is walked, and anew by every iterator. The service counts from the start of
 * the list: what is removed meanwhile moves the rest, so that an item may be passed over.
 */
final class TencentPages<T> implements Iterable<T> {
    private final LongFunction<Page<T>> fetch;

    /** {@code fetch} gets the page that begins after that many items. */
    TencentPages(LongFunction<Page<T>> fetch) {
        this.fetch = fetch;
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
     * @param received how many items it had
     * @param total how many items the service says there are
     */
    record Page<T>(List<T> items, int received, long total) {}

    private final class Walk implements Iterator<T> {
        private long offset;
        private boolean last;
        private Iterator<T> items = List.<T>of().iterator();

        @Override
        public boolean hasNext() {
            while (!items.hasNext()) {
                if (last) {
                    return false;
                }
                Page<T> page = fetch.apply(offset);
                offset += page.received();
                last = page.received() == 0 || offset >= page.total();
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
