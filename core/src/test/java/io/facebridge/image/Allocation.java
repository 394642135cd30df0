package io.facebridge.image;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much an action allocates on the heap. */
final class Allocation {
    private Allocation() {}

    static long of(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        action.run(); // once for what classes allocate when they are loaded
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
