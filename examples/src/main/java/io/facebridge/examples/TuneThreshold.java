package io.facebridge.examples;

import io.facebridge.decision.FaceMatcher;
import io.facebridge.examples.support.Persons;
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
import java.time.Instant;

/** Tunes a threshold from a folder of persons: a report, a calibration, and a policy that decides by it. */
public final class TuneThreshold {
    private static final double FALSE_MATCH_RATE = 0.05;

    private TuneThreshold() {}

    /**
     * Prints the thresholds that the images support, and a decision.
     *
     * @param args a folder with a folder for each person; without it, portraits cropped from the six photographs, each twice,
     *     the second time coarser: far too few and far too similar, which the report states; the crops are deleted afterwards
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path work = Files.createTempDirectory("facebridge-tuning");
        if (args.length > 0) {
            tune(Path.of(args[0]), work);
            return;
        }
        Path crops = work.resolve("persons");
        try {
            tune(Persons.cutOut(crops), work);
        } finally {
            Persons.delete(crops);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void tune(Path persons, Path work) throws IOException {
        Path[] images = Persons.firstTwo(persons);
        Path scores = work.resolve("scores.csv");
        Path report = work.resolve("report.html");
        Path file = work.resolve("calibration.json");
        Instant end = Clock.systemUTC().instant().plus(Duration.ofDays(90));
        // the page begins
        try (LocalFaces faces = LocalFaces.create()) {
            ThresholdTuner.Result tuned =
                    ThresholdTuner.load().withValidUntil(end).tune(faces, persons, scores);
            tuned.summary().forEach(System.out::println);
            tuned.warnings().forEach(warning -> System.out.println("! " + warning));
            tuned.writeReport(report);
            tuned.calibration().write(file);

            MatchPolicy policy = MatchPolicy.falseMatchRate(FALSE_MATCH_RATE).calibratedBy(Calibration.read(file));
            MatchDecision decision = FaceMatcher.of(faces, policy).compare(images[0], images[1]);
            System.out.println("two images of the first person: " + decision.outcome() + " by "
                    + decision.threshold().basis());
        }
        // the page ends
        System.out.println("report: " + report.toUri());
    }
}
