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
        description = "Migrates a gallery to another provider: enrolls its people there from a"
                + " folder of images with one folder per person. The same command with the same"
                + " journal continues an interrupted run.")
final class MigrateCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 4;
    /** How the report marks what no option helps against. */
    private static final String BY_SERVICE = "BY_SERVICE";

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Mixin
    private EnrollmentOptions asked = new EnrollmentOptions();

    @Mixin
    private ThresholdOptions thresholds = new ThresholdOptions();

    @Parameters(paramLabel = "GALLERY", description = "Name of the source gallery, which is only read.")
    private String gallery = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = ProviderSpec.LABEL,
            converter = ProviderName.WithSettings.class,
            description = "Provider to migrate to. " + ProviderSpec.HELP)
    private String to = "";

    @Option(
            names = "--as",
            paramLabel = "GALLERY",
            description = "Name of the target gallery. Default: the name of the source gallery.")
    private @Nullable String as;

    @Option(names = "--images", required = true, paramLabel = "FOLDER", description = OptionText.IMAGES)
    private Path images = Path.of("");

    @Option(
            names = "--journal",
            required = true,
            paramLabel = "FILE",
            description = OptionText.JOURNAL + " Of this migration; created if it does not exist.")
    private Path journal = Path.of("");

    @Option(
            names = "--dry-run",
            description = OptionText.DRY_RUN + " With this journal; sends no image and" + " writes no file.")
    private boolean dryRun;

    @Option(
            names = "--shadow",
            paramLabel = "FOLDER",
            description = "Then search both galleries with these images, in folders as for"
                    + " --images, and compare the decisions at --fmr.")
    private @Nullable Path shadow;

    @Override
    public Integer call() {
        @Nullable MatchPolicy policy = thresholds.policy().orElse(null);
        if (shadow != null && policy == null) {
            throw options.wrongUsage("--shadow compares decisions at one rate; give the rate with --fmr");
        }
        EnrollmentList.requirePictures(options, "--images", images);
        if (shadow != null) {
            EnrollmentList.requirePictures(options, "--shadow", shadow);
        }
        MigrationReport report;
        try (FaceProvider from = options.open(Galleries.EXISTING);
                FaceProvider target = ProviderSpec.open(options, to, dryRun ? Galleries.DRY_RUN : Galleries.CREATED);
                Progress progress = options.progress(ProgressUnit.PEOPLE)) {
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
        options.out()
                .print(
                        options.json()
                                ? report.toJson() + System.lineSeparator()
                                : CommandLineTerms.inReport(report.toText()));
        if (!options.json()) {
            summary(report).lines(options.terminal()).forEach(options.out()::println);
        }
        options.out().flush();
        return dryRun || report.complete() ? 0 : INCOMPLETE;
    }

    /** Of the persons who are left, each by what was said of the first image. */
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
