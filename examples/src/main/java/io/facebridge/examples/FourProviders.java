package io.facebridge.examples;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.IdentificationDecision;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.examples.support.EmulatedServices;
import io.facebridge.examples.support.Photographs;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Candidate;
import io.facebridge.match.FalseMatchTable;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.VerifyRequest;
import io.facebridge.remote.CallPolicy;
import io.facebridge.tencent.TencentFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One program for four providers: {@link #run} uses the provider-neutral API only, and makes the same decisions on each of them
 * at the same target error rates, by thresholds on four different score scales.
 */
@SuppressWarnings("SystemOut")
public final class FourProviders {
    private static final double FMR = 1e-4;
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final PersonId BOB = PersonId.portable("bob");

    private FourProviders() {}

    /**
     * Prints a row for each step and a column for each provider. Exits with code 1 if two columns decide differently.
     *
     * @param args not used
     * @throws IOException if there is no space for the local provider's gallery
     */
    public static void main(String[] args) throws IOException {
        if (!printTable()) {
            System.exit(1);
        }
    }

    /** Returns whether all providers made the same decisions. */
    static boolean printTable() throws IOException {
        Path folder = Files.createTempDirectory("facebridge-four-providers");
        List<Column> columns = new ArrayList<>();
        try (LocalFaces local = LocalFaces.builder().store(folder).build();
                EmulatedServices services = new EmulatedServices(local);
                AwsFaces aws = services.awsFaces(CallPolicy.defaults());
                TencentFaces tencent = services.tencentFaces(CallPolicy.defaults());
                AzureFaces azure = services.azureFaces(CallPolicy.defaults())) {
            Pictures pictures = Pictures.cutOut();
            columns.add(new Column(local, run(local, pictures, null)));
            columns.add(new Column(aws, run(aws, pictures, services.aws().calibration())));
            columns.add(new Column(
                    tencent, run(tencent, pictures, services.tencent().calibration())));
            columns.add(new Column(azure, run(azure, pictures, services.azure().calibration())));
        } finally {
            delete(folder);
        }
        return print(columns);
    }

    /** Runs the program, which is independent of vendors; a table contains measured rates of a service that publishes none. */
    private static List<Step> run(FaceProvider faces, Pictures pictures, @Nullable FalseMatchTable measured) {
        FaceGallery staff = faces.require(FaceGalleries.class).create(STAFF);
        FaceMatcher matcher = FaceMatcher.of(faces, calibrated(MatchPolicy.falseMatchRate(FMR), faces, measured));
        List<Step> steps = new ArrayList<>();
        steps.add(step("enroll ada, 2 images", () -> enroll(staff, ADA, pictures.ada())));
        steps.add(step("enroll bob, 3 images", () -> enroll(staff, BOB, pictures.bob())));
        steps.add(step("enroll an image without a face", () -> enroll(staff, BOB, List.of(pictures.withoutFace()))));
        steps.add(step("enroll an image with two faces", () -> enroll(staff, BOB, List.of(pictures.both()))));
        staff.awaitSearchable(Duration.ofMinutes(1));
        steps.add(step(
                "compare ada with ada",
                () -> said(matcher.compare(pictures.ada().get(0), pictures.adaAgain()))));
        steps.add(step(
                "compare ada with bob",
                () -> said(matcher.compare(pictures.ada().get(0), pictures.bobAgain()))));
        steps.add(step(
                "compare ada with no face",
                () -> said(matcher.compare(pictures.ada().get(0), pictures.withoutFace()))));
        steps.add(step("verify ada", () -> said(matcher.verify(VerifyRequest.of(pictures.adaAgain(), STAFF, ADA)))));
        steps.add(step("verify bob", () -> said(matcher.verify(VerifyRequest.of(pictures.bobAgain(), STAFF, BOB)))));
        steps.add(step(
                "verify ada as bob", () -> said(matcher.verify(VerifyRequest.of(pictures.adaAgain(), STAFF, BOB)))));
        steps.add(step(
                "verify an image with two faces",
                () -> said(matcher.verify(
                        VerifyRequest.of(pictures.both(), STAFF, ADA).face(FaceSelection.ONLY)))));
        steps.add(step("identify ada", () -> found(matcher.identify(search(pictures.adaAgain())))));
        steps.add(step("identify bob", () -> found(matcher.identify(search(pictures.bobAgain())))));
        steps.add(step("identify a stranger", () -> found(matcher.identify(search(pictures.stranger())))));
        steps.add(step("identify no face", () -> found(matcher.identify(search(pictures.withoutFace())))));
        return steps;
    }

    private static IdentifyRequest search(FaceImage probe) {
        return IdentifyRequest.of(probe, STAFF);
    }

    private static Said enroll(FaceGallery gallery, PersonId person, List<FaceImage> images) {
        EnrollmentResult enrollment = gallery.enroll(EnrollRequest.of(person, images));
        return new Said(enrollment.faces().size() + " enrolled", null);
    }

    private static Said said(MatchDecision decision) {
        return new Said(
                decision.outcome().name(),
                number(decision.score().value(), decision.threshold().value()));
    }

    private static Said found(List<IdentificationDecision> decisions) {
        IdentificationDecision decision = decisions.get(0);
        String who = decision.person()
                .map(candidate -> candidate.person().value())
                .orElseGet(() -> decision.outcome() == MatchDecision.Outcome.NO_MATCH
                        ? "no match"
                        : decision.outcome().name());
        String best = decision.candidates().stream()
                .findFirst()
                .map(Candidate::score)
                .map(score ->
                        number(score.value(), decision.threshold().orElseThrow().value()))
                .orElse(null);
        return new Said(who, best);
    }

    private static String number(double score, double threshold) {
        return String.format(Locale.ROOT, "%.2f of %.2f", score, threshold);
    }

    private static Step step(String name, Supplier<Said> answer) {
        try {
            return new Step(name, answer.get());
        } catch (FaceBridgeException e) {
            return new Step(name, new Said(e.getClass().getSimpleName().replace("Exception", ""), null));
        }
    }

    /** Sets an expiry, which is required because one service does not report the model behind its comparisons. */
    private static MatchPolicy calibrated(MatchPolicy policy, FaceProvider faces, @Nullable FalseMatchTable measured) {
        if (measured == null) {
            return policy;
        }
        FalseMatchTable table = measured.validUntil(Instant.now().plus(Duration.ofDays(90)));
        ScoreScale comparisons = faces.comparer().scale().orElseThrow();
        MatchPolicy calibrated = comparisons.falseMatchTable().isPresent()
                ? policy // published by the vendor
                : policy.calibratedBy(comparisons, table);
        return calibrated
                .calibratedBy(faces.require(FaceVerifier.class).scale(STAFF), table)
                .calibratedBy(faces.require(FaceIdentifier.class).scale(STAFF), table);
    }

    private static boolean print(List<Column> columns) {
        System.out.printf(
                Locale.ROOT,
                "one program, four providers, at a false match rate of %s; in a search, per enrolled person%n",
                "1e-4");
        System.out.println("a cell contains the outcome and \"score of threshold\", each on its provider's own scale");
        System.out.println(
                "thresholds: local and tencent's comparisons as published, all others by the emulators' own calibration()");
        System.out.println("ada is in two photos: one is enrolled, also with less light; the other one is the probe");
        System.out.println("bob is in one photo, from which all his images are made: they are no measure of accuracy");
        System.out.println();
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-31s", ""));
        columns.forEach(column -> head.append(
                String.format(Locale.ROOT, "  %-23s", column.provider().id())));
        System.out.println(head.toString().stripTrailing());
        boolean equal = true;
        for (int row = 0; row < columns.get(0).steps().size(); row++) {
            Step first = columns.get(0).steps().get(row);
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-31s", first.name()));
            boolean same = true;
            for (Column column : columns) {
                Said said = column.steps().get(row).said();
                same &= said.decision().equals(first.said().decision());
                line.append(String.format(
                        Locale.ROOT, "  %-23s", said.decision() + (said.score() == null ? "" : " " + said.score())));
            }
            System.out.println(line.toString().stripTrailing() + (same ? "" : "  DIFFERENT"));
            equal &= same;
        }
        System.out.println();
        System.out.println(equal ? "the same decisions in all columns" : "the columns differ");
        return equal;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What was decided, and the score it rests on. */
    private record Said(String decision, @Nullable String score) {}

    private record Step(String name, Said said) {}

    private record Column(FaceProvider provider, List<Step> steps) {}

    /** The images to enroll, and the probes. */
    private record Pictures(
            List<FaceImage> ada,
            FaceImage adaAgain,
            List<FaceImage> bob,
            FaceImage bobAgain,
            FaceImage both,
            FaceImage stranger,
            FaceImage withoutFace) {
        static Pictures cutOut() {
            Path ada = Photographs.portrait("sample1.jpg", 1375, 100, 400, 450);
            Path bob = Photographs.portrait("sample3.jpg", 1420, 180, 340, 470);
            return new Pictures(
                    List.of(FaceImage.of(ada), Photographs.darker(ada, 0.8f)),
                    FaceImage.of(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500)),
                    List.of(FaceImage.of(bob), Photographs.darker(bob, 0.8f), Photographs.coarser(bob, 0.8)),
                    Photographs.coarser(Photographs.portrait("sample3.jpg", 1400, 160, 370, 500), 0.9),
                    FaceImage.of(Photographs.portrait("sample3.jpg", 1000, 100, 760, 550)),
                    FaceImage.of(Photographs.portrait("sample2.jpg", 1380, 60, 330, 430)),
                    Photographs.empty());
        }
    }
}
