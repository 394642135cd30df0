package io.facebridge.testkit;

import static io.facebridge.testkit.TemplateStoreContract.DIMENSION;
import static io.facebridge.testkit.TemplateStoreContract.MODEL;
import static io.facebridge.testkit.TemplateStoreContract.STAFF;
import static io.facebridge.testkit.TemplateStoreContract.name;
import static io.facebridge.testkit.TemplateStoreContract.templates;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.templates.TemplateStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that enrolls and removes until it is killed, for {@link StoreSurvivesKillsContract}. Prints before each change what
 * it is about to do, and afterwards that it is done.
 */
final class WritingProcess {
    private static final int MANY = 20_000;
    private static final int SOME = 50;
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private WritingProcess() {}

    /**
     * Runs.
     *
     * @param args the class of the {@link StoreOpener}, the folder, the first person's number, a seed; and commands for the
     *     shell, or nothing: one to begin with, one or two that make room once nothing more can be written, and one after which
     *     the store is opened once more
     */
    public static void main(String[] args) throws Exception {
        StoreOpener opener = Class.forName(args[0])
                .asSubclass(StoreOpener.class)
                .getDeclaredConstructor()
                .newInstance();
        Path folder = Path.of(args[1]);
        int first = Integer.parseInt(args[2]);
        TemplateStore store = opened(opener, folder);
        if (args.length > 4) {
            AppendingProcess.shell(args[4]);
        }
        boolean failed = write(store, first, new Random(Long.parseLong(args[3])), MANY);
        int repairs = Math.min(2, args.length - 5);
        for (int i = 0; failed && i < repairs; i++) {
            int next = first + (i + 1) * 100_000;
            for (int again = 0; again < 2; again++) {
                write(store, next + 50_000 + 1_000 * again, new Random(2), 1);
            }
            if (i == 1) {
                store.close();
                store = opened(opener, folder); // what is whole can be opened without room
                write(store, next + 60_000, new Random(2), 1);
            }
            AppendingProcess.shell(args[5 + i]);
            OUT.println("room");
            failed = write(store, next, new Random(1), i == repairs - 1 ? SOME : MANY);
        }
        store.close();
        if (repairs > 0) {
            try (TemplateStore again = opener.open(folder, Clock.systemUTC())) {
                again.persons(STAFF).forEach(person -> OUT.println("there " + person));
            }
        }
        if (args.length > 7) {
            AppendingProcess.shell(args[7]);
            try (TemplateStore again = opener.open(folder, Clock.systemUTC())) {
                OUT.println("opened " + again);
            } catch (GalleryStoreException e) {
                OUT.println("not opened " + e.reason() + " " + e.getMessage());
            }
        }
        OUT.println("end");
    }

    private static TemplateStore opened(StoreOpener opener, Path folder) {
        TemplateStore store = opener.open(folder, Clock.systemUTC());
        store.bind(MODEL, DIMENSION);
        if (!store.galleries().contains(STAFF)) {
            store.create(STAFF);
        }
        return store;
    }

    /** Returns whether a change failed, after which nothing more is tried. */
    private static boolean write(TemplateStore store, int first, Random random, int steps) {
        List<Integer> there = new ArrayList<>();
        int next = first;
        for (int step = 0; step < steps; step++) {
            boolean remove = !there.isEmpty() && random.nextInt(4) == 0;
            int person = remove ? there.remove(random.nextInt(there.size())) : next++;
            String what = (remove ? "remove " : "add ") + name(person);
            OUT.println("begin " + what);
            try {
                if (remove) {
                    store.remove(STAFF, name(person));
                } else {
                    store.add(STAFF, templates(person, 0, 1));
                    there.add(person);
                }
            } catch (GalleryStoreException e) {
                OUT.println("failed " + what + " " + e.reason() + " " + e.effect() + " " + e.getMessage());
                return true;
            }
            OUT.println("done " + what);
        }
        return false;
    }
}
