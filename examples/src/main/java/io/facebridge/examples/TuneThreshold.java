package io.facebridge.examples;

import io.facebridge.FaceProvider;
import io.facebridge.evaluation.Calibrations;
import io.facebridge.evaluation.EvaluationProtocol;
import io.facebridge.evaluation.EvaluationRunner;
import io.facebridge.evaluation.ScoreReader;
import io.facebridge.evaluation.ScoreSet;
import io.facebridge.evaluation.ScoreSource;
import io.facebridge.evaluation.ThresholdAtRate;
import io.facebridge.evaluation.TuningReport;
import io.facebridge.examples.support.Persons;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Calibration;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** From a folder of persons to a decision: scores, a report, a calibration, and a policy that decides by it. */
public final class TuneThreshold {
    private static final double FALSE_MATCH_RATE = 0.05;

    private TuneThreshold() {}

    /**
     * Prints the thresholds that the pictures support, and a decision.
     *
     * @param args a folder with a folder for each person; if there is none, portraits cut out of the six photographs, each
     *     twice, the second time coarser: far too few and far too alike, which is what the report says
     * @throws IOException if a file cannot be written
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        Path work = Files.createTempDirectory("facebridge-tuning");
        Path persons = args.length > 0 ? Path.of(args[0]) : Persons.cutOut(work.resolve("persons"));
        Clock clock = Clock.systemUTC();
        try (LocalFaces faces = LocalFaces.create()) {
            ScoreSet scores = scores(faces, persons, work.resolve("scores.csv"));
            TuningReport report = TuningReport.builder(scores).build();
            Path page = Files.writeString(work.resolve("report.html"), report.html());
            System.out.println(scores.matedCount() + " mated and " + scores.nonMatedCount() + " non-mated comparisons");
            report.thresholds().forEach(each -> System.out.println(inWords(each)));
            report.warnings().forEach(warning -> System.out.println("! " + warning));

            Calibration calibration = Calibrations.of(scores, clock.instant())
                    .dataSha256(scores.contentHash())
                    .validUntil(clock.instant().plus(Duration.ofDays(90)))
                    .build();
            calibration.write(work.resolve("calibration.json"));
            MatchPolicy policy = MatchPolicy.falseMatchRate(FALSE_MATCH_RATE)
                    .calibratedBy(Calibration.read(work.resolve("calibration.json")));
            System.out.println(decision(faces, policy, persons));
            System.out.println("report: " + page.toUri());
        }
    }

    private static ScoreSet scores(FaceProvider faces, Path persons, Path file) {
        EvaluationRunner.of(faces).run(EvaluationProtocol.allPairs(persons), file);
        return ScoreReader.of(ScoreSource.unnamed().dataset("example")).read(file);
    }

    private static String inWords(ThresholdAtRate each) {
        return each.point()
                .map(point -> String.format(
                        Locale.ROOT,
                        "FMR %.0e: threshold %.4f, FNMR %.1f %%, %s",
                        each.target(),
                        point.threshold(),
                        point.fnmr() * 100,
                        each.support()))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "FMR %.0e: %s, needs %d non-mated comparisons without an error",
                        each.target(),
                        each.support(),
                        each.needed()));
    }

    private static String decision(FaceProvider faces, MatchPolicy policy, Path persons) throws IOException {
        Path[] pictures = Persons.firstTwo(persons);
        MatchDecision decision =
                policy.judge(faces.comparer().compare(FaceImage.of(pictures[0]), FaceImage.of(pictures[1])));
        return "two pictures of the first person: " + decision.outcome() + " by "
                + decision.threshold().basis();
    }
}
