package io.facebridge.templates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A person of an index: what they are called and where their rows are. */
final class Entry<P, F> {
    final P person;

    /** Of two persons with one score, who was enrolled first is given first. */
    final long number;

    /** Replaced as a whole; empty once the person is removed. */
    volatile Faces<P, F> faces = Faces.none();

    Entry(P person, long number) {
        this.person = person;
        this.number = number;
    }

    /** The rows of a person at one moment, in the order of enrollment. Immutable. */
    static final class Faces<P, F> {
        private final Segment<P, F>[] segments;
        private final int[] rows;
        private final Object[] keys;

        private Faces(Segment<P, F>[] segments, int[] rows, Object[] keys) {
            this.segments = segments;
            this.rows = rows;
            this.keys = keys;
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        static <P, F> Faces<P, F> none() {
            return new Faces<P, F>(new Segment[0], new int[0], new Object[0]);
        }

        int size() {
            return rows.length;
        }

        Segment<P, F> segment(int i) {
            return segments[i];
        }

        int row(int i) {
            return rows[i];
        }

        @SuppressWarnings("unchecked")
        F key(int i) {
            return (F) keys[i];
        }

        List<F> keys() {
            List<F> all = new ArrayList<>(keys.length);
            for (int i = 0; i < keys.length; i++) {
                all.add(key(i));
            }
            return all;
        }

        int indexOf(F key) {
            return Arrays.asList(keys).indexOf(key);
        }

        Faces<P, F> with(Segment<P, F> segment, int row, F key) {
            int size = rows.length;
            Segment<P, F>[] moreSegments = Arrays.copyOf(segments, size + 1);
            int[] moreRows = Arrays.copyOf(rows, size + 1);
            Object[] moreKeys = Arrays.copyOf(keys, size + 1);
            moreSegments[size] = segment;
            moreRows[size] = row;
            moreKeys[size] = key;
            return new Faces<>(moreSegments, moreRows, moreKeys);
        }

        Faces<P, F> without(int index) {
            Faces<P, F> fewer = none();
            for (int i = 0; i < rows.length; i++) {
                if (i != index) {
                    fewer = fewer.with(segments[i], rows[i], key(i));
                }
            }
            return fewer;
        }
    }
}
