package io.facebridge.examples;

import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.examples.support.Photographs;
import io.facebridge.face.BoundingBox;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Detects the faces of six photographs and compares each face with those of the other photographs. One person is in two of
 * them.
 */
public final class DemoPhotographs {
    private static final double FALSE_MATCH_RATE = 1e-4;
    private static final int PAIRS = 5;

    private final PrintStream out;

    private DemoPhotographs(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints the faces, their number, and the most similar pairs.
     *
     * @param args not used
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        try (LocalFaces provider = LocalFaces.create()) {
            new DemoPhotographs(System.out).run(provider.templates());
        }
    }

    private void run(FaceTemplates templates) {
        List<Found> faces = find(templates);
        print("%nfaces: %d%n", faces.size());
        MatchPolicy policy = MatchPolicy.falseMatchRate(FALSE_MATCH_RATE);
        List<Pair> pairs = pairs(faces, templates, policy);
        print(
                "%n%d pairs of faces from different images; the %d most similar, decided at a false match rate of %s:%n%n",
                pairs.size(), PAIRS, "1e-4");
        print("  %-15s  %-15s  %6s  %9s  %s%n", "face", "face", "score", "threshold", "decision");
        for (Pair pair : pairs.subList(0, Math.min(PAIRS, pairs.size()))) {
            print(
                    "  %-15s  %-15s  %6.4f  %9.4f  %s%n",
                    pair.first().name(),
                    pair.second().name(),
                    pair.decision().score().value(),
                    pair.decision().threshold().value(),
                    pair.decision().outcome());
        }
        print(
                "%n  A match is a statement about an error rate and no proof: people similar in sex, age and origin match by%n"
                        + "  mistake more often than the rate says. See docs/explanation/local-model-limits.md.%n%n");
    }

    private List<Found> find(FaceTemplates templates) {
        print("%n  %-15s  %5s  %5s  %5s  %6s  %10s%n", "face", "left", "top", "width", "height", "confidence");
        List<Found> all = new ArrayList<>();
        for (Path file : Photographs.all()) {
            FaceImage image = FaceImage.of(file);
            int number = 0;
            for (ExtractedFace face : templates.extract(image)) {
                number++;
                Found found = new Found(file, number, face);
                BoundingBox box = face.face().box();
                print(
                        "  %-15s  %5.0f  %5.0f  %5.0f  %6.0f  %10.3f%n",
                        found.name(),
                        box.left() * image.width(),
                        box.top() * image.height(),
                        box.width() * image.width(),
                        box.height() * image.height(),
                        face.face().confidence().orElse(Double.NaN));
                all.add(found);
            }
        }
        return all;
    }

    private static List<Pair> pairs(List<Found> faces, FaceTemplates templates, MatchPolicy policy) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            for (Found other : faces.subList(i + 1, faces.size())) {
                Found face = faces.get(i);
                if (!face.photograph().equals(other.photograph())) {
                    pairs.add(new Pair(
                            face,
                            other,
                            policy.judge(templates.compare(
                                    face.face().template(), other.face().template()))));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(
                        (Pair pair) -> pair.decision().score().value())
                .reversed());
        return pairs;
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    private record Found(Path photograph, int number, ExtractedFace face) {
        String name() {
            return photograph.getFileName() + " #" + number;
        }
    }

    private record Pair(Found first, Found second, MatchDecision decision) {}
}
