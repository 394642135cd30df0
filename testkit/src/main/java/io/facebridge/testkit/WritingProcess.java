package io.facebridge.testkit;

import static io.facebridge.testkit.TemplateStoreContract.DIMENSION;
import static io.facebridge.testkit.TemplateStoreContract.MODEL;
import static io.facebridge.testkit.TemplateStoreContract.STAFF;
import static io.facebridge.testkit.TemplateStoreContract.name;
import static io.facebridge.testkit.TemplateStoreContract.templates;

import io.facebridge.gallery.GalleryStoreException;
import io.facebridge.spi.templates.TemplateStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that enrols and removes until somebody ends it, for {@link StoreSurvivesKillsContract}. Before each change it
 * says what it is about to do, and after it that it is done.
 */
final class WritingProcess {
    private WritingProcess() {}

    /**
     * Runs.
     *
     * @param args the class of the {@link StoreOpener}, the folder, the first person's number, a seed; and a file to delete
     *     when the disk is full, or nothing
     */
    public static void main(String[] args) throws Exception {
        StoreOpener opener = Class.forName(args[0])
                .asSubclass(StoreOpener.class)
                .getDeclaredConstructor()
                .newInstance();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (TemplateStore store = opener.open(Path.of(args[1]), Clock.systemUTC())) {
            store.bind(MODEL, DIMENSION);
            if (!store.galleries().contains(STAFF)) {
                store.create(STAFF);
            }
            boolean failed = write(store, Integer.parseInt(args[2]), new Random(Long.parseLong(args[3])), out, 20_000);
            if (failed && args.length > 4) {
                Files.delete(Path.of(args[4]));
                write(store, Integer.parseInt(args[2]) + 1_000_000, new Random(1), out, 50);
            }
        }
        if (args.length > 4) {
            try (TemplateStore again = opener.open(Path.of(args[1]), Clock.systemUTC())) {
                again.persons(STAFF).forEach(person -> out.println("there " + person));
            }
        }
        out.println("end");
        out.flush();
    }

    private static boolean write(TemplateStore store, int first, Random random, PrintStream out, int steps) {
        List<Integer> there = new ArrayList<>();
        int next = first;
        for (int step = 0; step < steps; step++) {
            boolean remove = !there.isEmpty() && random.nextInt(4) == 0;
            int person = remove ? there.remove(random.nextInt(there.size())) : next++;
            String what = (remove ? "remove " : "add ") + name(person);
            out.println("begin " + what);
            out.flush();
            try {
                if (remove) {
                    store.remove(STAFF, name(person));
                } else {
                    store.add(STAFF, templates(person, 0, 1));
                    there.add(person);
                }
            } catch (GalleryStoreException e) {
                out.println("failed " + what + " " + e.reason() + " " + e.effect());
                out.flush();
                return true;
            }
            out.println("done " + what);
            out.flush();
        }
        return false;
    }
}
