package io.facebridge.fuzz;

import com.sun.management.ThreadMXBean;
import io.facebridge.image.PixelBudget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What holds for every input of every target: it ends soon, takes little memory, and gives back what it took. */
final class Limits {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Of the processor, so that other work on the machine does not count. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(2);

    private static final int ATTEMPTS = 3;

    private Limits() {}

    /** Lets a target read an input. */
    static boolean take(FuzzTarget target, byte[] input) throws IOException {
        String excess = "";
        boolean taken = false;
        for (int i = 0; i < ATTEMPTS; i++) { // the first loads classes, which takes time and memory
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long time = THREADS.getCurrentThreadCpuTime();
            taken = target.take(input);
            time = THREADS.getCurrentThreadCpuTime() - time;
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            requireGivenBack();
            if (time <= MAX_DURATION.toNanos() && allocated <= target.mostAllocated()) {
                return taken;
            }
            excess = Duration.ofNanos(time) + " and " + allocated + " bytes of memory";
        }
        throw new AssertionError(input.length + " bytes took " + excess);
    }

    private static void requireGivenBack() {
        if (PixelBudget.process().inUse() != 0) {
            throw new AssertionError(PixelBudget.process().inUse() + " pixels are still reserved");
        }
        if (Thread.interrupted()) {
            throw new AssertionError("a stray interrupt flag");
        }
    }
}
