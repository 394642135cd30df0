package io.facebridge.cli;

import io.facebridge.internal.NearestName;
import java.util.ArrayList;
import java.util.List;

/** The names that are meant by an unknown one. */
final class NearNames {
    private static final int AT_MOST = 2;

    /** Of one letter every other one is near. */
    private static final int SHORTEST = 2;

    private NearNames() {}

    /** Returns the nearest names, the nearest one first; empty if none is near. */
    static List<String> of(String unknown, Iterable<String> names) {
        List<String> left = new ArrayList<>();
        names.forEach(left::add);
        List<String> near = new ArrayList<>();
        while (unknown.length() >= SHORTEST && near.size() < AT_MOST) {
            String next = NearestName.of(unknown, left).orElse(null);
            if (next == null) {
                break;
            }
            near.add(next);
            left.remove(next);
        }
        return near;
    }
}
