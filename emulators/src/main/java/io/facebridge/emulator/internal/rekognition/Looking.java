package io.facebridge.emulator.internal.rekognition;

import io.facebridge.emulator.internal.Sight;
import io.facebridge.emulator.internal.Sight.Seen;
import io.facebridge.error.InvalidImageException;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceFeature;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pictures as the operations see them: the largest faces, the filter applied, a picture that fails refused. */
final class Looking {
    /** More faces than these the service does not look at. */
    static final int MOST_FACES = 100;

    /** What the service says of a face when nothing is asked for. */
    static final Set<FaceFeature> USUAL = Set.of(FaceFeature.LANDMARKS, FaceFeature.POSE, FaceFeature.QUALITY);

    private final Sight sight;

    Looking(Sight sight) {
        this.sight = sight;
    }

    /** The faces of a picture: those that are good enough, largest first, and why the others are not. */
    record Faces(List<DetectedFace> good, List<Objection> others) {}

    /** A face, and why it is not used. */
    record Objection(DetectedFace face, List<String> reasons) {}

    /** The faces with what is wanted of them. */
    Faces detect(FaceImage image, Set<FaceFeature> wanted, QualityFilter filter) {
        Set<FaceFeature> features = EnumSet.noneOf(FaceFeature.class);
        features.addAll(wanted);
        if (filter != QualityFilter.NONE) {
            features.addAll(QualityFilter.FEATURES);
        }
        List<DetectedFace> good = new ArrayList<>();
        List<Objection> others = new ArrayList<>();
        for (DetectedFace face : refusing(() -> sight.detect(image, features, MOST_FACES))) {
            List<String> reasons = filter.objections(face, image);
            if (reasons.isEmpty()) {
                good.add(face);
            } else {
                others.add(new Objection(face, reasons));
            }
        }
        return new Faces(good, others);
    }

    /** The templates of faces that were detected before, in their order. */
    List<Seen> extract(FaceImage image, List<DetectedFace> faces, boolean onlyTheLargestOfAll) {
        if (faces.isEmpty()) {
            return List.of();
        }
        List<Seen> seen;
        if (onlyTheLargestOfAll) {
            Seen largest = refusing(() -> sight.extractLargest(image));
            seen = largest == null ? List.of() : List.of(largest);
        } else {
            seen = refusing(() -> sight.extract(image));
        }
        return faces.stream()
                .map(face -> new Seen(face, Sight.find(face, seen).vector()))
                .toList();
    }

    /** The largest face that is good enough, with its template; null if there is none. */
    @Nullable
    Seen largest(FaceImage image, QualityFilter filter) {
        if (filter == QualityFilter.NONE) {
            return refusing(() -> sight.extractLargest(image));
        }
        Faces faces = detect(image, Set.of(), filter);
        if (faces.good.isEmpty()) {
            return null;
        }
        return extract(image, faces.good.subList(0, 1), faces.others.isEmpty()).get(0);
    }

    private static <T extends @Nullable Object> T refusing(Supplier<T> look) {
        try {
            return look.get();
        } catch (InvalidImageException e) {
            throw Pictures.refusal(e);
        }
    }
}
