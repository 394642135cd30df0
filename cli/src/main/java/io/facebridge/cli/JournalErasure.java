package io.facebridge.cli;

import io.facebridge.error.FaceBridgeException;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.ReopenedFile;
import io.facebridge.operations.privacy.Erasure;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The journals of bulk enrollments and migrations as stores of an erasure, so that they do not enroll a person again. */
final class JournalErasure {
    /** Bytes, and more than the first line of a journal of a migration has. */
    private static final int FIRST_LINE = 256;

    private final Map<String, Set<String>> targets = new HashMap<>();
    private final ProviderOptions options;
    private final List<String> others;
    private final List<String> galleries;
    private final Runnable beforeMessage;

    /**
     * Creates an erasure from journals.
     *
     * @param options the provider whose galleries are erased from
     * @param others further providers, each with its settings
     * @param galleries only these; empty for all
     * @param beforeMessage makes room for a message on standard error
     */
    JournalErasure(ProviderOptions options, List<String> others, List<String> galleries, Runnable beforeMessage) {
        this.options = options;
        this.others = List.copyOf(others);
        this.galleries = List.copyOf(galleries);
        this.beforeMessage = beforeMessage;
    }

    /** Adds the given journals, and those of the user's state folder that belong to the erased galleries. */
    Erasure addTo(Erasure erasure, List<Path> journals) {
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
        Path folder = BulkEnrollment.journals().orElse(null);
        if (folder == null) { // where no journal without a given name can be written
            return all;
        }
        return all.store(
                "enrollment journals in " + folder,
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
            beforeMessage.run();
            Failure failure = Failure.of(e);
            options.err()
                    .println(
                            options.json()
                                    ? Json.document(json -> Json.write(json, failure))
                                    : options.terminal().err().error(failure.line()));
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
        Path folder = BulkEnrollment.journals().orElse(null);
        if (folder == null || !Files.isDirectory(folder)) {
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
}
