package io.facebridge.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What Jazzer runs: a target, or several of them, of which the first byte of an input selects one. The first argument is a folder
 * for their files, the others are the targets' names.
 */
public final class FuzzMain {
    private static final List<Target> NAMES = new ArrayList<>();
    private static final List<FuzzTarget> TARGETS = new ArrayList<>();
    private static long[] runs = {};
    private static long[] taken = {};
    private static long[] nanos = {};

    private FuzzMain() {}

    /** Opens the targets. */
    public static void fuzzerInitialize(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            Target target = Target.valueOf(arguments[i]);
            NAMES.add(target);
            TARGETS.add(target.open(Path.of(arguments[0])));
        }
        runs = new long[TARGETS.size()];
        taken = new long[TARGETS.size()];
        nanos = new long[TARGETS.size()];
    }

    /** Lets a target read an input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int target = 0;
        byte[] rest = input;
        if (TARGETS.size() > 1) {
            target = Input.choice(input, 0, TARGETS.size());
            rest = Input.after(input, 1);
        }
        runs[target]++;
        long start = System.nanoTime();
        taken[target] += Limits.take(TARGETS.get(target), rest) ? 1 : 0;
        nanos[target] += System.nanoTime() - start;
    }

    /** Says how often each target was run, and closes all. */
    public static void fuzzerTearDown() {
        for (int i = 0; i < TARGETS.size(); i++) {
            System.err.printf(
                    Locale.ROOT, "target %s %d %d %d%n", NAMES.get(i), runs[i], taken[i], nanos[i] / 1_000_000);
            TARGETS.get(i).close();
        }
    }
}
