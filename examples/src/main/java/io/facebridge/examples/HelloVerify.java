package io.facebridge.examples;

import io.facebridge.decision.FaceMatcher;
import io.facebridge.examples.support.Photographs;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import java.nio.file.Path;

/** Compares a selfie with an identity card: the code of the README, word for word. */
public final class HelloVerify {
    private HelloVerify() {}

    /**
     * Compares two images and prints the score and the decision.
     *
     * @param args two files; without any, one person cropped from two of the six photographs
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
        // the page begins
        try (LocalFaces faces = LocalFaces.create()) {
            FaceMatcher matcher = FaceMatcher.of(faces, MatchPolicy.falseMatchRate(1e-4));
            MatchDecision decision = matcher.compare(idCard, selfie);
            System.out.println(decision.score().value() + " " + decision.outcome());
        }
        // the page ends
    }
}
