package io.facebridge.templates;

import io.facebridge.templates.Entry.Faces;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one gallery in memory, and the search over them. Thread-safe: writers exclude each other, readers
 * never wait, and a completed write is visible to every search that begins afterwards.
 *
 * <p>A search over up to 8,192 templates compares each with the probe in full. Over more it compares the sign bits of
 * all, the bytes of the nearest few thousand, and the full rows of the people who can be among the requested ones:
 * every returned score is the exact cosine, as {@link io.facebridge.match.FaceTemplate#cosine} returns it. A person
 * excluded by the sign bits is not found; {@code exact} compares every template, whatever the number.
 *
 * <p>For n templates of d numbers an index takes about n·(1.13·d + 12) bytes of heap for signs and bytes, 30 to 100
 * bytes for each person and face, and 4·n·d bytes of {@link RowMemory}. Rows of removed templates are cleared at once;
 * their memory is used again when a quarter of all rows are removed.
 *
 * @param <P> the type of a person's id; a key of hash maps
 * @param <F> the type of a face's id
 */
public final class TemplateIndex<P, F> {
    /** The maximum number of templates that every search compares in full. */
    public static final int SCANNED_IN_FULL = 8_192;

    private static final int FIRST_CAPACITY = 64;
    private static final int CAPACITY = 65_536;
    private static final int NUMBERS = 1 << 26;
    private static final int MAPPED_FROM = 16_384;
    private static final int COMPACTED_FROM = 1_024;
    private static final int SEVERAL = 16;
    private static final int CANDIDATES = 2_048;
    private static final int CANDIDATE_BITS = 512;

    private final int dimension;
    private final BinaryQuantizer signs;
    private final RowMemory memory;
    private final SearchThreads threads;
    private final Map<P, Entry<P, F>> persons = new ConcurrentHashMap<>();
    private volatile Rows<P, F> rows = Rows.none();
    private long numbered;

    /**
     * Creates an empty index.
     *
     * @param dimension the dimension of a template; 1 to 8,192
     * @param memory where full rows are stored
     * @param threads the threads that help searches
     * @throws IllegalArgumentException if the dimension is out of range
     */
    public TemplateIndex(int dimension, RowMemory memory, SearchThreads threads) {
        if (dimension < 1 || dimension > 8192) {
            throw new IllegalArgumentException("dimension must be in [1, 8192] but was " + dimension);
        }
        this.dimension = dimension;
        this.memory = Objects.requireNonNull(memory, "memory");
        this.threads = Objects.requireNonNull(threads, "threads");
        signs = new BinaryQuantizer(dimension);
    }

    /** The rows that searches read, at one moment. Rows up to {@code used} are written. */
    private record Rows<P, F>(List<Segment<P, F>> segments, int used, int removed) {
        static <P, F> Rows<P, F> none() {
            return new Rows<>(List.of(), 0, 0);
        }

        int live() {
            return used - removed;
        }

        int usedOf(Segment<P, F> segment) {
            return Math.max(0, Math.min(segment.capacity(), used - segment.base));
        }

        Segment<P, F> segmentOf(int row) {
            int low = 0;
            int high = segments.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (segments.get(middle).base <= row) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return segments.get(low);
        }
    }

    // Writing

    /**
     * Adds a template of a person, new or enrolled.
     *
     * @param person the person
     * @param face the id of the template; not compared with the existing ones
     * @param vector of length (Euclidean norm) 1; copied
     * @throws IllegalArgumentException if the vector has another dimension
     * @throws java.io.UncheckedIOException if there is no memory for the row; nothing was added
     */
    public void add(P person, F face, float[] vector) {
        add(person, face, row(vector));
    }

    private TemplateRow row(float[] vector) {
        requireDimension(vector);
        return new TemplateRow(vector, signs);
    }

    /**
     * Starts to make rows of templates, on another thread if one is free and there are several templates. Making a row takes
     * most of the time of adding it, and can be done while a batch is written to a disk.
     *
     * @param vectors of length (Euclidean norm) 1, one for each row; not changed afterwards
     * @return supplies the rows, in the order of the vectors; blocks: makes the rows that no thread has begun, and waits for
     *     those that another thread makes
     * @throws IllegalArgumentException if a vector has another dimension
     */
    public Supplier<List<TemplateRow>> rows(List<float[]> vectors) {
        vectors.forEach(this::requireDimension);
        return threads.beside(() -> vectors.stream().map(this::row).toList(), vectors.size() >= SEVERAL);
    }

    /**
     * Adds a row that this index has created, of a person, new or enrolled.
     *
     * @param person the person
     * @param face the id of the template; not compared with the existing ones
     * @param made by this index
     * @throws java.io.UncheckedIOException if there is no memory for the row; nothing was added
     */
    public void add(P person, F face, TemplateRow made) {
        Objects.requireNonNull(face, "face");
        synchronized (this) {
            Rows<P, F> before = rows;
            Rows<P, F> roomy = withRoom(before);
            Entry<P, F> entry = persons.get(person);
            if (entry == null) {
                entry = new Entry<>(person, numbered++);
            }
            Segment<P, F> segment = roomy.segmentOf(roomy.used);
            int row = roomy.used - segment.base;
            segment.write(row, entry, made);
            entry.faces = entry.faces.with(segment, row, face);
            persons.put(person, entry);
            rows = new Rows<>(roomy.segments, roomy.used + 1, roomy.removed);
        }
    }

    /**
     * Reserves memory, so that as many further templates can be added without fail.
     *
     * @param templates how many
     * @throws java.io.UncheckedIOException if there is no memory
     */
    public synchronized void reserve(int templates) {
        Rows<P, F> roomy = rows;
        while (roomy.segments.stream().mapToInt(Segment::capacity).sum() - roomy.used < templates) {
            roomy = withSegment(roomy);
        }
        rows = roomy;
    }

    private Rows<P, F> withRoom(Rows<P, F> before) {
        Segment<P, F> last = before.segments.isEmpty() ? null : before.segments.get(before.segments.size() - 1);
        return last != null && before.used < last.base + last.capacity() ? before : withSegment(before);
    }

    private Rows<P, F> withSegment(Rows<P, F> before) {
        int room = before.segments.stream().mapToInt(Segment::capacity).sum();
        int most = Math.min(CAPACITY, Integer.highestOneBit(NUMBERS / dimension));
        int capacity = Math.max(FIRST_CAPACITY, Math.min(most, Integer.highestOneBit(Math.max(1, room))));
        List<Segment<P, F>> more = new ArrayList<>(before.segments);
        more.add(new Segment<>(
                room,
                capacity,
                dimension,
                signs.words(),
                memory.allocate(capacity, dimension, capacity >= MAPPED_FROM)));
        return new Rows<>(List.copyOf(more), before.used, before.removed);
    }

    /**
     * Removes one template of a person; the person is removed with the last one.
     *
     * @param person the person
     * @param face the id of the template
     * @return whether the template existed
     */
    public synchronized boolean remove(P person, F face) {
        Entry<P, F> entry = persons.get(person);
        int index = entry == null ? -1 : entry.faces.indexOf(face);
        if (entry == null || index < 0) {
            return false;
        }
        Faces<P, F> before = entry.faces;
        entry.faces = before.without(index);
        if (entry.faces.size() == 0) {
            persons.remove(person);
        }
        clear(before, index, index + 1);
        return true;
    }

    /**
     * Removes a person and all their templates.
     *
     * @param person the person
     * @return whether the person was enrolled
     */
    public synchronized boolean remove(P person) {
        Entry<P, F> entry = persons.remove(person);
        if (entry == null) {
            return false;
        }
        Faces<P, F> before = entry.faces;
        entry.faces = Faces.none();
        clear(before, 0, before.size());
        return true;
    }

    private void clear(Faces<P, F> faces, int from, int to) {
        VarHandle.fullFence(); // a reader of a cleared row must see that it belongs to no person any more
        for (int i = from; i < to; i++) {
            faces.segment(i).clear(faces.row(i));
        }
        Rows<P, F> before = rows;
        int removed = before.removed + to - from;
        rows = new Rows<>(before.segments, before.used, removed);
        if (removed >= COMPACTED_FROM && removed > before.used / 4) {
            try {
                compact();
            } catch (UncheckedIOException e) {
                // There is no room for rows without gaps. The next removal tries again.
            }
        }
    }

    private void compact() {
        Rows<P, F> before = rows;
        Rows<P, F> after = Rows.none();
        float[] vector = new float[dimension];
        Map<Entry<P, F>, Faces<P, F>> moved = new HashMap<>();
        for (Segment<P, F> segment : before.segments) {
            for (int row = 0; row < before.usedOf(segment); row++) {
                Entry<P, F> owner = segment.owner(row);
                if (owner != null) {
                    after = withRoom(after);
                    Segment<P, F> last = after.segmentOf(after.used);
                    int at = after.used - last.base;
                    segment.read(row, vector);
                    last.write(at, owner, new TemplateRow(vector, signs));
                    F key = owner.faces.key(positionOf(owner.faces, segment, row));
                    moved.put(owner, moved.getOrDefault(owner, Faces.none()).with(last, at, key));
                    after = new Rows<>(after.segments, after.used + 1, 0);
                }
            }
        }
        moved.forEach((owner, faces) -> owner.faces = faces);
        rows = after;
    }

    private static <P, F> int positionOf(Faces<P, F> faces, Segment<P, F> segment, int row) {
        for (int i = 0; i < faces.size(); i++) {
            if (faces.segment(i) == segment && faces.row(i) == row) {
                return i;
            }
        }
        throw new IllegalStateException("a row's owner does not contain it");
    }

    // Looking up

    /** {@return the number of people, 0 or more} */
    public int persons() {
        return persons.size();
    }

    /** {@return the number of templates, 0 or more} */
    public int faces() {
        return rows.live();
    }

    /**
     * Returns the people in the index.
     *
     * @return a copy, in no particular order; people who are added or removed concurrently may be in it or not
     */
    public List<P> allPersons() {
        return new ArrayList<>(persons.keySet());
    }

    /**
     * Returns the faces of a person.
     *
     * @param person the person
     * @return in the order in which they were added; empty if the person is not enrolled
     */
    public List<F> faces(P person) {
        Entry<P, F> entry = persons.get(person);
        return entry == null ? List.of() : entry.faces.keys();
    }

    /**
     * Returns the face of a person that has exactly this template.
     *
     * @param person the person
     * @param vector of the index's dimension
     * @return empty if the person is not enrolled, or has no such template
     */
    public Optional<F> same(P person, float[] vector) {
        requireDimension(vector);
        Entry<P, F> entry = persons.get(person);
        if (entry != null) {
            return read(entry).entrySet().stream()
                    .filter(row -> Arrays.equals(row.getValue(), vector))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
        return Optional.empty();
    }

    /**
     * Passes each template of a person to a consumer.
     *
     * @param person the person
     * @param to receives each face and its template, in the order in which they were added
     */
    public void forEachTemplate(P person, BiConsumer<F, float[]> to) {
        Entry<P, F> entry = persons.get(person);
        if (entry != null) {
            read(entry).forEach(to);
        }
    }

    private Map<F, float[]> read(Entry<P, F> entry) {
        while (true) {
            Faces<P, F> faces = entry.faces;
            Map<F, float[]> read = new LinkedHashMap<>();
            for (int i = 0; i < faces.size(); i++) {
                float[] vector = new float[dimension];
                faces.segment(i).read(faces.row(i), vector);
                read.put(faces.key(i), vector);
            }
            VarHandle.fullFence(); // rows are read before it is asked whether they were still the person's
            if (entry.faces == faces) {
                return read;
            }
        }
    }

    // Searching

    /**
     * Returns the similarity of a probe and a person.
     *
     * @param person the person
     * @param probe of length (Euclidean norm) 1
     * @param scoring how the person's templates make one score
     * @return empty if the person is not enrolled
     * @throws IllegalArgumentException if the probe has another dimension
     */
    public OptionalDouble score(P person, float[] probe, PersonScoring scoring) {
        requireDimension(probe);
        Entry<P, F> entry = persons.get(person);
        TemplateHit<P, F> hit = entry == null ? null : exact(entry, probe, scoring, new float[dimension]);
        return hit == null ? OptionalDouble.empty() : OptionalDouble.of(hit.score());
    }

    /**
     * Searches for the most similar people.
     *
     * @param probe of length (Euclidean norm) 1
     * @param limit the maximum number of people; 1 or more
     * @param scoring how the templates of a person make one score
     * @param exact whether every template is compared in full, whatever the number
     * @return best first; people with equal scores in the order in which they were added
     * @throws IllegalArgumentException if the probe has another dimension
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public List<TemplateHit<P, F>> search(float[] probe, int limit, PersonScoring scoring, boolean exact) {
        requireDimension(probe);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more but was " + limit);
        }
        Rows<P, F> now = rows;
        return best(now, bounds(now, probe, limit, exact), probe, limit, -2, scoring);
    }

    /**
     * Searches for all people with at least a given score, by the best template of each.
     *
     * @param probe of length (Euclidean norm) 1
     * @param cosine the lowest score, -1 to 1
     * @return best first; over more than {@link #SCANNED_IN_FULL} templates without those whose sign bits differ by
     * five standard deviations more than expected at such a score
     * @throws IllegalArgumentException if the probe has another dimension
     */
    public List<TemplateHit<P, F>> atLeast(float[] probe, double cosine) {
        requireDimension(probe);
        Rows<P, F> now = rows;
        BestFirst bounds = now.live() <= SCANNED_IN_FULL
                ? boundsOfAll(now, probe)
                : boundsWithin(now, probe, Math.acos(Math.max(-1, Math.min(1, cosine))) / Math.PI);
        return best(now, bounds, probe, Integer.MAX_VALUE, cosine, PersonScoring.BEST);
    }

    private BestFirst bounds(Rows<P, F> now, float[] probe, int limit, boolean exact) {
        int wanted = Math.max(
                (int) Math.min(Integer.MAX_VALUE / 4, 16L * limit),
                CANDIDATES * Math.max(1, CANDIDATE_BITS * CANDIDATE_BITS / (signs.bits() * signs.bits())));
        if (exact || now.live() <= Math.max(SCANNED_IN_FULL, wanted)) {
            return boundsOfAll(now, probe);
        }
        return boundsOf(now, probe, nearest(now, probe, wanted, signs.bits() + 1));
    }

    private BestFirst boundsWithin(Rows<P, F> now, float[] probe, double share) {
        int bits = signs.bits();
        int distance = (int) Math.ceil(bits * share + 5 * Math.sqrt(bits * share * (1 - share))) + 1;
        return boundsOf(now, probe, nearest(now, probe, now.used, Math.min(bits + 1, distance)));
    }

    private NearestCodes nearest(Rows<P, F> now, float[] probe, int wanted, int limit) {
        long[] bits = new long[signs.words()];
        signs.write(probe, bits, 0);
        List<NearestCodes> found = threads.run(
                now.segments.size(),
                () -> new NearestCodes(wanted, signs.bits(), limit),
                (nearest, i) -> now.segments.get(i).offer(nearest, bits, now.usedOf(now.segments.get(i))));
        NearestCodes all = found.get(0);
        found.stream().skip(1).forEach(all::addAll);
        return all;
    }

    private BestFirst boundsOf(Rows<P, F> now, float[] probe, NearestCodes nearest) {
        long[] found = nearest.nearest();
        BestFirst bounds = new BestFirst(found.length);
        for (long one : found) {
            int row = (int) one;
            Segment<P, F> segment = now.segmentOf(row);
            bounds.add(segment.boundByCodes(row - segment.base, probe), row);
        }
        bounds.order();
        return bounds;
    }

    private BestFirst boundsOfAll(Rows<P, F> now, float[] probe) {
        float[] all = new float[now.used];
        threads.run(now.segments.size(), () -> new float[dimension], (scratch, i) -> {
            Segment<P, F> segment = now.segments.get(i);
            for (int row = 0; row < now.usedOf(segment); row++) {
                all[segment.base + row] = segment.boundByFloats(row, probe, scratch);
            }
        });
        BestFirst bounds = new BestFirst(now.used);
        for (Segment<P, F> segment : now.segments) {
            for (int row = 0; row < now.usedOf(segment); row++) {
                if (segment.owner(row) != null) {
                    bounds.add(all[segment.base + row], segment.base + row);
                }
            }
        }
        bounds.order();
        return bounds;
    }

    /** Scores persons exactly, the most promising first, until no other person can be among the requested ones. */
    private List<TemplateHit<P, F>> best(
            Rows<P, F> now, BestFirst bounds, float[] probe, int limit, double atLeast, PersonScoring scoring) {
        Comparator<Scored<P, F>> worstFirst = Comparator.comparingDouble((Scored<P, F> one) -> one.hit.score())
                .thenComparing(one -> one.number, Comparator.reverseOrder());
        PriorityQueue<Scored<P, F>> kept = new PriorityQueue<>(worstFirst);
        Set<Entry<P, F>> seen = new HashSet<>();
        float[] scratch = new float[dimension];
        while (!bounds.isEmpty()) {
            float bound = bounds.bound();
            Scored<P, F> worst = kept.peek();
            if (bound < atLeast || (kept.size() == limit && worst != null && worst.hit.score() > bound)) {
                break;
            }
            int row = bounds.take();
            Segment<P, F> segment = now.segmentOf(row);
            Entry<P, F> entry = segment.owner(row - segment.base);
            if (entry != null && seen.add(entry)) {
                TemplateHit<P, F> hit = exact(entry, probe, scoring, scratch);
                if (hit != null && hit.score() >= atLeast) {
                    kept.add(new Scored<>(hit, entry.number));
                    if (kept.size() > limit) {
                        kept.remove();
                    }
                }
            }
        }
        return kept.stream().sorted(worstFirst.reversed()).map(one -> one.hit).toList();
    }

    private record Scored<P, F>(TemplateHit<P, F> hit, long number) {}

    /** Returns the person's score, or null for a person who is removed concurrently. */
    private @Nullable TemplateHit<P, F> exact(
            Entry<P, F> entry, float[] probe, PersonScoring scoring, float[] scratch) {
        while (true) {
            Faces<P, F> faces = entry.faces;
            double[] scores = new double[faces.size()];
            int best = 0;
            for (int i = 0; i < scores.length; i++) {
                scores[i] = faces.segment(i).cosine(faces.row(i), probe, scratch);
                best = scores[i] > scores[best] ? i : best;
            }
            VarHandle.fullFence(); // rows are read before it is asked whether they were still the person's
            if (entry.faces == faces) {
                if (scores.length == 0) {
                    return null;
                }
                F face = faces.key(best);
                return new TemplateHit<>(entry.person, face, mean(scores, scoring.templates()));
            }
        }
    }

    private static double mean(double[] scores, int most) {
        if (most == 1 || scores.length == 1) {
            return Arrays.stream(scores).max().orElseThrow();
        }
        Arrays.sort(scores);
        int count = Math.min(most, scores.length);
        double sum = 0;
        for (int i = scores.length - count; i < scores.length; i++) {
            sum += scores[i];
        }
        return sum / count;
    }

    private void requireDimension(float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "templates here have " + dimension + " numbers but this one has " + vector.length);
        }
    }

    /** Returns text with the numbers of people and templates, and nothing else of them. */
    @Override
    public String toString() {
        return "TemplateIndex[" + persons() + " persons, " + faces() + " templates]";
    }
}
