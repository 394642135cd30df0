package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.migration.DirectoryImageSource;
import io.facebridge.operations.migration.GalleryMigration;
import io.facebridge.operations.migration.ImageMigrationResult;
import io.facebridge.operations.migration.MigrationJournal;
import io.facebridge.operations.migration.MigrationReport;
import io.facebridge.operations.migration.PersonMigrationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge gallery migrate}. */
@Command(
        name = "migrate",
        description =
                "Enrolls the persons of a gallery anew at another provider, from a folder of pictures with a folder for"
                        + " each person. Called again with the same journal it goes on where it was broken off.")
final class MigrateCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 4;
    /** How the report marks what no option helps against. */
    private static final String BY_SERVICE = "BY_SERVICE";

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Mixin
    private EnrollmentOptions asked = new EnrollmentOptions();

    @Mixin
    private ThresholdOptions bar = new ThresholdOptions();

    @Parameters(paramLabel = "GALLERY", description = "The gallery that is left; it is only read.")
    private String gallery = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = ProviderSpec.LABEL,
            description = "The provider that is moved to. " + ProviderSpec.HELP)
    private String to = "";

    @Option(names = "--as", paramLabel = "GALLERY", description = "The new gallery's name, if it is another one.")
    private @Nullable String as;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "FOLDER",
            description = "A folder for each person, named by the person's id, with pictures in it.")
    private Path images = Path.of("");

    @Option(
            names = "--journal",
            required = true,
            paramLabel = "FILE",
            description = "What was done is kept here; made if it is not there.")
    private Path journal = Path.of("");

    @Option(
            names = "--dry-run",
            description = "Say what the next run with this journal would do, send no picture, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--shadow",
            paramLabel = "FOLDER",
            description =
                    "Then ask both galleries about these pictures, in folders like --images, and compare what they"
                            + " decide at --fmr.")
    private @Nullable Path shadow;

    @Override
    public Integer call() {
        @Nullable MatchPolicy policy = bar.policy().orElse(null);
        if (shadow != null && policy == null) {
            throw options.wrongUsage("--shadow compares decisions at one rate: say --fmr");
        }
        EnrollmentList.requirePictures(options, "--images", images);
        if (shadow != null) {
            EnrollmentList.requirePictures(options, "--shadow", shadow);
        }
        MigrationReport report;
        try (FaceProvider from = options.open();
                FaceProvider target = ProviderSpec.open(options, to);
                Progress progress = Progress.on(options.err(), "persons")) {
            GalleryMigration migration = GalleryMigration.of(
                            from,
                            new GalleryId(gallery),
                            target,
                            new GalleryId(as == null ? gallery : as),
                            DirectoryImageSource.of(images))
                    .customizeEnrollRequest(asked::appliedTo)
                    .withListener(at -> progress.at(at.persons(), at.total()));
            report = dryRun ? dryRun(migration) : run(migration, policy);
        } catch (IllegalArgumentException e) {
            throw options.wrongUsage(String.valueOf(e.getMessage()));
        }
        options.out().print(options.json() ? report.toJson() + System.lineSeparator() : report.toText());
        if (!options.json()) {
            summary(report).lines().forEach(options.out()::println);
        }
        options.out().flush();
        return dryRun || report.complete() ? 0 : INCOMPLETE;
    }

    /** Of the persons who are left, each by what was said of the first picture. */
    private RefusalSummary summary(MigrationReport report) {
        RefusalSummary summary = new RefusalSummary(asked.quality());
        for (PersonMigrationResult person : report.persons()) {
            if (person.outcome() == PersonMigrationResult.Outcome.NO_IMAGES) {
                summary.add(Refusal.NO_PICTURES, List.of(), false);
            } else if (person.outcome() == PersonMigrationResult.Outcome.NOT_MOVED) {
                List<String> words = person.images().stream()
                        .map(ImageMigrationResult::reason)
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .map(reason -> List.of(reason.split(" ")))
                        .orElse(List.of(Refusal.INVALID_ID));
                boolean byService = words.contains(BY_SERVICE);
                summary.add(
                        words.get(0),
                        words.stream()
                                .skip(1)
                                .filter(word -> !word.equals(BY_SERVICE))
                                .toList(),
                        byService);
            }
        }
        return summary;
    }

    private MigrationReport dryRun(GalleryMigration migration) {
        if (!Files.exists(journal)) {
            return migration.dryRun();
        }
        try (MigrationJournal kept = MigrationJournal.open(journal)) {
            return migration.dryRun(kept);
        }
    }

    private MigrationReport run(GalleryMigration migration, @Nullable MatchPolicy policy) {
        try (MigrationJournal kept = MigrationJournal.open(journal)) {
            MigrationReport report = migration.run(kept);
            if (shadow == null || policy == null) {
                return report;
            }
            migration.shadow(kept, DirectoryImageSource.of(shadow), policy, policy);
            return migration.report(kept);
        }
    }
}
