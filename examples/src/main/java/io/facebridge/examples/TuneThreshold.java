package io.facebridge.examples;

import io.facebridge.examples.support.Persons;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Calibration;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.tuning.ThresholdTuner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** From a folder of persons to a decision: a report, a calibration, and a policy that decides by it. */
public final class TuneThreshold {
    private static final double FALSE_MATCH_RATE = 0.05;

    private TuneThreshold() {}

    /**
     * Prints the thresholds that the images support, and a decision.
     *
     * @param args a folder with a folder for each person; if there is none, portraits cut out of the six photographs, each
     *     twice, the second time coarser: far too few and far too alike, which is what the report says
     * @throws IOException if a file cannot be written
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        Path work = Files.createTempDirectory("facebridge-tuning");
        Path persons = args.length > 0 ? Path.of(args[0]) : Persons.cutOut(work.resolve("persons"));
        ThresholdTuner tuner =
                ThresholdTuner.load().withValidUntil(Clock.systemUTC().instant().plus(Duration.ofDays(90)));
        try (LocalFaces faces = LocalFaces.create()) {
            ThresholdTuner.Result tuned = tuner.tune(faces, persons, work.resolve("scores.csv"));
            tuned.writeReport(work.resolve("report.html"));
            tuned.summary().forEach(System.out::println);
            tuned.warnings().forEach(warning -> System.out.println("! " + warning));

            tuned.calibration().write(work.resolve("calibration.json"));
            MatchPolicy policy = MatchPolicy.falseMatchRate(FALSE_MATCH_RATE)
                    .calibratedBy(Calibration.read(work.resolve("calibration.json")));
            System.out.println(decision(faces, policy, persons));
            System.out.println("report: " + work.resolve("report.html").toUri());
        }
    }

    private static String decision(LocalFaces faces, MatchPolicy policy, Path persons) throws IOException {
        Path[] images = Persons.firstTwo(persons);
        MatchDecision decision =
                policy.judge(faces.comparer().compare(FaceImage.of(images[0]), FaceImage.of(images[1])));
        return "two pictures of the first person: " + decision.outcome() + " by "
                + decision.threshold().basis();
    }
}
