package io.facebridge.local;

import io.facebridge.decision.FaceMatcher;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogVerifier;
import io.facebridge.operations.migration.JournalEntries;
import io.facebridge.operations.migration.MigrationJournal;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.testkit.PaintedFaces;
import io.facebridge.testkit.SyntheticTemplates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A process that opens, uses, reads and closes a log, a journal and a store in a folder, by commands, one per line: {@code open
 * SEED}, {@code work TIMES}, {@code close}. It answers each with a line, and reads the files beside that all the time.
 */
final class HoldingProcess {
    static final GalleryId STAFF = GalleryId.portable("staff");
    static final String MODEL = "synthetic";
    static final int DIMENSION = 32;

    private static final long PAUSE = 1_000_000;

    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(DIMENSION, 17);

    private final Path folder;
    private final Map<Thing, AutoCloseable> held = new EnumMap<>(Thing.class);
    private final FaceImage picture = FaceImage.of(PaintedFaces.portrait(1, 1));
    private final AtomicLong passes = new AtomicLong();
    private int next;

    private HoldingProcess(Path folder, int first) {
        this.folder = folder;
        next = first;
    }

    /** What one process holds at a time. */
    enum Thing {
        LOG,
        JOURNAL,
        STORE;

        Path in(Path folder) {
            return folder.resolve(name().toLowerCase(Locale.ROOT));
        }

        AutoCloseable open(Path folder) {
            return switch (this) {
                case LOG -> DecisionLog.open(in(folder));
                case JOURNAL -> MigrationJournal.open(in(folder));
                case STORE -> {
                    LocalTemplateStore store = LocalTemplateStore.in(in(folder)).open();
                    store.bind(MODEL, DIMENSION);
                    if (store.galleries().isEmpty()) {
                        store.create(STAFF);
                    }
                    yield store;
                }
            };
        }

        /** Reads as an application would that looks into a file, or copies a folder. */
        void read(Path folder) throws IOException {
            switch (this) {
                case LOG -> {
                    if (Files.exists(in(folder))) {
                        DecisionLogVerifier.verify(in(folder));
                    }
                }
                case JOURNAL -> readFile(in(folder));
                case STORE -> {
                    if (Files.exists(in(folder))) {
                        try (Stream<Path> all = Files.list(in(folder))) {
                            all.forEach(HoldingProcess::readFile);
                        }
                    }
                }
            }
        }
    }

    private static void readFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            in.readNBytes(1 << 20);
        } catch (NoSuchFileException e) {
            // It has gone since.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the folder and the number of the first person it writes. */
    public static void main(String[] args) throws Exception {
        HoldingProcess process = new HoldingProcess(Path.of(args[0]), Integer.parseInt(args[1]));
        Thread reader = new Thread(process::readAllTheTime, "reader");
        reader.setDaemon(true);
        reader.start();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                System.out.println(
                        switch (words[0]) {
                            case "open" -> process.open(Long.parseLong(words[1]));
                            case "work" -> process.work(Integer.parseInt(words[1]));
                            default -> process.close();
                        });
            }
        }
    }

    private void readAllTheTime() {
        while (true) {
            for (Thing thing : Thing.values()) {
                Path path = thing.in(folder);
                try (Stream<Path> all = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
                    all.forEach(HoldingProcess::readFile);
                } catch (IOException | UncheckedIOException e) {
                    // It was made at this moment, and is read the next time.
                }
            }
            passes.incrementAndGet();
            LockSupport.parkNanos(PAUSE); // leaves the processor to the writers
        }
    }

    private String open(long seed) {
        List<Thing> order = new ArrayList<>(List.of(Thing.values()));
        Collections.shuffle(order, new Random(seed));
        order.forEach(this::tryOpen);
        return "held " + held.keySet();
    }

    private void tryOpen(Thing thing) {
        try {
            held.put(thing, thing.open(folder));
        } catch (FaceBridgeException e) {
            if (!String.valueOf(e.getMessage()).contains(thing.in(folder).toString())) {
                throw e;
            }
        }
    }

    /** Between any two writes everything is read, and opened once more, which must fail wherever it is held. */
    private String work(int times) throws Exception {
        int decisions = 0;
        int entries = 0;
        int templates = 0;
        List<Thing> stolen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (Thing thing : Thing.values()) {
                thing.read(folder);
                try {
                    thing.open(folder).close();
                    stolen.add(thing);
                } catch (FaceBridgeException e) {
                    // It is held, as it has to be.
                }
            }
            next++;
            for (Map.Entry<Thing, AutoCloseable> one : held.entrySet()) {
                switch (one.getKey()) {
                    case LOG -> {
                        FaceMatcher.of(new PaintedFaces(), MatchPolicy.falseMatchRate(1e-3))
                                .withListener((DecisionLog) one.getValue())
                                .compare(picture, picture);
                        decisions++;
                    }
                    case JOURNAL -> {
                        JournalEntries.add((MigrationJournal) one.getValue(), next);
                        entries++;
                    }
                    case STORE -> {
                        ((LocalTemplateStore) one.getValue())
                                .add(
                                        STAFF,
                                        List.of(new PersonTemplate(
                                                PersonId.portable("p" + next),
                                                FaceTemplate.of(MODEL, PEOPLE.template(next, 0)))));
                        templates++;
                    }
                }
            }
        }
        return "worked " + decisions + " " + entries + " " + templates + " stolen " + stolen;
    }

    private String close() throws Exception {
        for (AutoCloseable one : held.values()) {
            one.close();
        }
        held.clear();
        return "closed " + passes;
    }
}
