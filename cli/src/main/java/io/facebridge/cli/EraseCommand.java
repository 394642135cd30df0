package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.ReopenedFile;
import io.facebridge.internal.TextFile;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.operations.privacy.PersonData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge erase}. */
@Command(
        name = "erase",
        description = "Erases a person and verifies it by listing and searching. Also removes the"
                + " person from the journals of bulk enrollments and migrations, so that they do"
                + " not enroll the person again. Prints a receipt. Exit code 4 while the erasure"
                + " is not verified, 2 if no provider has a named gallery.")
final class EraseCommand implements Callable<Integer> {
    private static final int NO_GALLERY_HAS_IT = 2;
    private static final int UNPROVEN = 4;

    /** Bytes, and more than the first line of a journal of a migration has. */
    private static final int FIRST_LINE = 256;

    private final Map<String, Set<String>> targets = new HashMap<>();

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(paramLabel = "PERSON", description = "Id of the person to erase.")
    private String person = "";

    @Option(
            names = "--gallery",
            paramLabel = "GALLERY",
            description = "Erase only from this gallery. Default: all galleries. Can be repeated.")
    private List<String> galleries = List.of();

    @Option(
            names = "--also",
            paramLabel = ProviderSpec.LABEL,
            description = "Also erase from this provider. " + ProviderSpec.HELP + " Can be repeated.")
    private List<String> others = List.of();

    @Option(
            names = "--probe",
            paramLabel = "PICTURE",
            description = "Image of the person to search with. Can be repeated.")
    private List<String> probes = List.of();

    @Option(
            names = "--without-searching",
            description = "Verify by listing only, if no image of the person is available.")
    private boolean withoutSearching;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "A journal of enroll --from or gallery migrate from which to remove the"
                    + " person too. Can be repeated. Journals of enroll --from in the user's"
                    + " state folder are always included if they belong to the erased galleries.")
    private List<Path> journals = List.of();

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description = "File for the receipt. If it exists, the erasure continues with the steps"
                    + " that the receipt does not show as verified.")
    private @Nullable Path receipt;

    @Override
    public Integer call() {
        if (probes.isEmpty() && !withoutSearching) {
            throw options.wrongUsage("verification by search requires an image of the person; give --probe, or"
                    + " --without-searching");
        }
        FaceImage[] images = probes.stream().map(ImageFiles::readOrName).toArray(FaceImage[]::new);
        ErasureReceipt done = erase(images);
        options.out()
                .print(
                        options.json()
                                ? done.toJson() + System.lineSeparator()
                                : CommandLineTerms.inReport(done.toText()));
        options.out().flush();
        if (receipt != null) {
            write(receipt, done.toJson());
        }
        if (!done.complete()) {
            return UNPROVEN;
        }
        return galleries.stream().allMatch(gallery -> isAnywhere(gallery, done)) ? 0 : NO_GALLERY_HAS_IT;
    }

    /** Returns whether any provider has the gallery; otherwise its name may be misspelled. */
    private static boolean isAnywhere(String gallery, ErasureReceipt receipt) {
        return receipt.galleries().stream()
                .anyMatch(place -> new GalleryId(gallery).equals(place.gallery())
                        && place.reason().isEmpty());
    }

    private ErasureReceipt erase(FaceImage... images) {
        List<FaceProvider> open = new ArrayList<>();
        try {
            open.add(options.open());
            others.forEach(other -> open.add(ProviderSpec.open(options, other)));
            Erasure erasure = Erasure.of(open.toArray(FaceProvider[]::new));
            if (!galleries.isEmpty()) {
                erasure =
                        erasure.galleries(galleries.stream().map(GalleryId::new).toArray(GalleryId[]::new));
            }
            if (withoutSearching) {
                erasure = erasure.withoutSearching();
            }
            erasure = withJournals(erasure);
            return receipt != null && Files.exists(receipt)
                    ? erasure.resume(read(receipt), images)
                    : erasure.erase(new PersonId(person), images);
        } catch (IllegalArgumentException e) {
            throw options.wrongUsage(String.valueOf(e.getMessage()));
        } finally {
            open.forEach(FaceProvider::close);
        }
    }

    private Erasure withJournals(Erasure erasure) {
        Erasure all = erasure;
        for (Path journal : journals) {
            if (!Files.isRegularFile(journal)) {
                throw options.wrongUsage(
                        "the journal " + journal + " does not exist; name a journal of enroll or gallery migrate");
            }
            boolean isOfMigration = isOfMigration(journal);
            if (!isOfMigration) {
                EnrollmentLog.requireJournal(journal);
            }
            all = isOfMigration
                    ? all.store("migration journal " + journal, complaining(PersonData.migrationJournal(journal)))
                    : all.store(
                            "enrollment journal " + journal,
                            complaining(PersonData.of(
                                    who -> EnrollmentLog.erase(journal, who, this::isWanted),
                                    who -> EnrollmentLog.count(journal, who, this::isWanted))));
        }
        return all.store(
                "enrollment journals in " + BulkEnrollment.journals(),
                complaining(PersonData.of(
                        who -> inStateFolder(journal -> EnrollmentLog.erase(journal, who, this::isOurs)),
                        this::countInStateFolder)));
    }

    /** Prints the messages of failures, because the receipt contains only their kinds. */
    private PersonData complaining(PersonData data) {
        return PersonData.of(who -> complaining(() -> data.remove(who)), who -> complaining(() -> data.count(who)));
    }

    private long complaining(LongSupplier question) {
        try {
            return question.getAsLong();
        } catch (CommandFailedException | FaceBridgeException e) {
            options.err().println(Failure.of(e).line());
            throw e;
        }
    }

    private boolean isOfMigration(Path journal) {
        try (InputStream in = ReopenedFile.read(journal)) {
            return new String(in.readNBytes(FIRST_LINE), StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .filter(first -> first.contains("facebridge migration journal"))
                    .isPresent();
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Input",
                    "the journal " + journal + " cannot be read: "
                            + DiskFailure.of(e, journal).words() + ".",
                    e);
        }
    }

    private boolean isWanted(String gallery, String target) {
        return galleries.isEmpty() || galleries.contains(gallery);
    }

    /** Of the galleries that are erased from: a store elsewhere may have the person with good reason. */
    private boolean isOurs(String gallery, String target) {
        return isWanted(gallery, target)
                && targets.computeIfAbsent(gallery, this::targets).contains(target);
    }

    private Set<String> targets(String gallery) {
        return Stream.concat(
                        Stream.of(options.location()),
                        others.stream().map(other -> ProviderSpec.location(options, other)))
                .flatMap(place -> Stream.concat(Stream.of(place.text()), place.earlier().keySet().stream()))
                .map(text -> BulkEnrollment.target(text, gallery))
                .collect(Collectors.toSet());
    }

    /** What cannot be found out must not be called 0. */
    private long countInStateFolder(PersonId who) {
        long left = inStateFolder(journal -> EnrollmentLog.count(journal, who, this::isOurs));
        Set<String> providers = Stream.concat(
                        Stream.of(options.provider()), others.stream().map(ProviderSpec::name))
                .collect(Collectors.toSet());
        List<String> unclear = new ArrayList<>();
        inStateFolder(
                journal -> EnrollmentLog.isUnclear(journal, who, providers, this::isWanted, this::isOurs),
                journal -> unclear.add(journal.toString()));
        if (!unclear.isEmpty()) {
            throw new CommandFailedException(
                    "Input",
                    "journals of an earlier version contain the person and do not name their"
                            + " store or service; name them with --journal to remove the person from"
                            + " them too: " + String.join(", ", unclear));
        }
        return left;
    }

    private long inStateFolder(ToLongFunction<Path> each) {
        AtomicLong sum = new AtomicLong();
        inStateFolder(
                journal -> EnrollmentLog.isConcerned(journal, this::isOurs),
                journal -> sum.addAndGet(each.applyAsLong(journal)));
        return sum.get();
    }

    private static void inStateFolder(Predicate<Path> which, Consumer<Path> each) {
        Path folder = BulkEnrollment.journals();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(BulkEnrollment.JOURNAL))
                    .sorted()
                    .filter(which)
                    .forEach(each);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output",
                    folder + " cannot be read: " + DiskFailure.of(e, folder).words() + ".",
                    e);
        }
    }

    private ErasureReceipt read(Path file) {
        try {
            ErasureReceipt before = ErasureReceipt.parse(TextFile.read(file));
            if (!before.person().value().equals(person)) {
                throw options.wrongUsage("the receipt " + file + " belongs to another person; name another file");
            }
            return before;
        } catch (IOException e) {
            throw new CommandFailedException(new Failure(
                    "Input",
                    TextFile.encodingComplaint(e)
                            .orElse(file + " cannot be read; check that it may be read, or name another file"),
                    Failure.USAGE));
        }
    }

    private static void write(Path file, String text) {
        try {
            OwnerOnly.replace(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output",
                    file + " cannot be written: " + DiskFailure.of(e, file).words() + ".",
                    e);
        }
    }
}
