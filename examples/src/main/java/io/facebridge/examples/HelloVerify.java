package io.facebridge.examples;

import io.facebridge.examples.support.Photographs;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.Comparison;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import java.nio.file.Path;

/** Is the person of the selfie the one on the identity card? The code of the README, word for word. */
public final class HelloVerify {
    private HelloVerify() {}

    /**
     * Compares two pictures and prints the score and the decision.
     *
     * @param args two files; if there are none, one person cut out of two of the six photographs
     */
    public static void main(String[] args) {
        if (args.length == 2) {
            verify(Path.of(args[0]), Path.of(args[1]));
        } else {
            verify(
                    Photographs.portrait("sample1.jpg", 1375, 100, 400, 450),
                    Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));
        }
    }

    @SuppressWarnings("SystemOut")
    private static void verify(Path idCard, Path selfie) {
        try (LocalFaces faces = LocalFaces.create()) {
            Comparison comparison = faces.comparer().compare(FaceImage.of(idCard), FaceImage.of(selfie));
            MatchDecision decision = MatchPolicy.falseMatchRate(1e-4).judge(comparison);
            System.out.println(comparison.score().value() + " " + decision.outcome());
        }
    }
}
