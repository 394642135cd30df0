package io.facebridge.fuzz;

import io.facebridge.cli.EnrollmentListTarget;
import io.facebridge.cli.EnrollmentLogTarget;
import io.facebridge.image.OrientationTarget;
import io.facebridge.local.internal.ExportTarget;
import io.facebridge.operations.migration.MigrationJournalTarget;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** All targets. */
enum Target {
    HEADERS(folder -> new HeaderTarget(), 400),
    PICTURES(folder -> new PictureTarget(), 7),
    ORIENTATION(folder -> new OrientationTarget(), 350),
    AWS(folder -> new AwsAnswersTarget(), 5),
    TENCENT(folder -> new TencentAnswersTarget(), 5),
    AZURE(folder -> new AzureAnswersTarget(), 5),
    SCORES(ScoresTarget::new, 25),
    ENROLLMENT_LIST(EnrollmentListTarget::new, 30),
    CALIBRATION(folder -> new CalibrationTarget(), 50),
    EXPORT(ExportTarget::new, 5),
    MIGRATION_JOURNAL(MigrationJournalTarget::new, 5),
    ENROLLMENT_LOG(EnrollmentLogTarget::new, 5),
    DECISION_LOG(DecisionLogTarget::new, 5),
    RECEIPT(folder -> new ReceiptTarget(), 60),
    SETTINGS(folder -> new SettingsTarget(), 40),
    MODEL(ModelTarget::new, 10);

    @SuppressWarnings("ImmutableEnumChecker") // each is a constructor
    private final Function<Path, FuzzTarget> make;

    private final int share;

    Target(Function<Path, FuzzTarget> make, int share) {
        this.make = make;
        this.share = share;
    }

    /** Makes one, whose files are in this folder. */
    FuzzTarget open(Path folder) {
        return make.apply(folder);
    }

    /** How many thousandths of all inputs of a long run it gets: those that are slower get fewer. */
    int share() {
        return share;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
