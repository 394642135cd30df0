package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faces of a person. */
final class FaceOperations {
    private static final int MAX_IMAGES = 4;
    private static final double USUAL_THRESHOLD = 60;
    private static final long OK = 0;
    private static final long NO_FACE = -1101;
    private static final long NOT_DECODED = -1102;
    private static final long POOR = -1601;
    private static final long UNLIKE = -1604;

    private final Store store;
    private final VisibleFaces visibleFaces;
    private final Scores scores;

    FaceOperations(Store store, VisibleFaces visibleFaces, Scores scores) {
        this.store = store;
        this.visibleFaces = visibleFaces;
        this.scores = scores;
    }

    Output createFace(Input input) {
        String id = input.personId();
        if (!input.texts("Urls").isEmpty()) {
            throw RefusedException.failed("ImageDownloadError", "The emulator fetches nothing.");
        }
        List<String> images = input.texts("Images");
        if (images.isEmpty()) {
            throw RefusedException.missing("Images");
        }
        if (images.size() > MAX_IMAGES) {
            throw RefusedException.value("UploadFaceNumExceed", "At most four faces are added at once.");
        }
        double threshold = input.threshold(USUAL_THRESHOLD);
        int quality = input.qualityControl();
        synchronized (store) {
            requireRoom(store.person(id), images.size());
        }
        List<AnalyzedImage> analyzed =
                images.stream().map(image -> analyze(image, quality)).toList();
        synchronized (store) {
            StoredPerson person = store.person(id);
            requireRoom(person, images.size());
            return add(person, analyzed, threshold);
        }
    }

    private static void requireRoom(StoredPerson person, int more) {
        if (person.faces.size() + more > StoredPerson.MAX_FACES) {
            throw RefusedException.value("PersonFaceNumExceed", "A person has at most five faces.");
        }
    }

    private record AnalyzedImage(
            long code,
            @Nullable AnalyzedFace seen,
            @Nullable FaceImage image) {}

    private AnalyzedImage analyze(String base64, int quality) {
        FaceImage image;
        AnalyzedFace seen;
        try {
            image = Images.decode(base64);
            seen = visibleFaces.largest(image);
        } catch (RefusedException e) {
            boolean noFace = e.code().equals(RefusedException.noFace().code());
            return new AnalyzedImage(noFace ? NO_FACE : NOT_DECODED, null, null);
        }
        return new AnalyzedImage(visibleFaces.isGoodEnough(image, seen, quality) ? OK : POOR, seen, image);
    }

    private Output add(StoredPerson person, List<AnalyzedImage> analyzed, double threshold) {
        List<Long> codes = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        List<Map<String, Object>> rects = new ArrayList<>();
        for (int i = 0; i < analyzed.size(); i++) {
            AnalyzedImage one = analyzed.get(i);
            AnalyzedFace seen = one.seen();
            FaceImage image = one.image();
            long code = one.code();
            if (code == OK && seen != null && image != null) {
                if (isLike(person, seen, threshold)) {
                    StoredFace face = new StoredFace(person, store.newFaceId(), store.searchable());
                    person.add(face, seen.vector());
                    ids.add(face.id());
                    indexes.add(i);
                    rects.add(FaceOutput.rect(seen.face(), image).members());
                } else {
                    code = UNLIKE;
                }
            }
            codes.add(code);
        }
        return new Output()
                .with("SucFaceNum", ids.size())
                .with("SucFaceIds", ids)
                .with("RetCode", codes)
                .with("SucIndexes", indexes)
                .with("SucFaceRects", rects)
                .with("FaceModelVersion", person.model);
    }

    private boolean isLike(StoredPerson person, AnalyzedFace seen, double threshold) {
        ScoreMap map = scores.of(person.model);
        return person.cosines(seen.vector()).anyMatch(cosine -> map.similarity(cosine) >= threshold);
    }

    Output deleteFace(Input input) {
        String id = input.personId();
        List<String> ids = input.texts("FaceIds");
        if (ids.isEmpty()) {
            throw RefusedException.missing("FaceIds");
        }
        synchronized (store) {
            StoredPerson person = store.person(id);
            List<String> there =
                    ids.stream().distinct().filter(person.faces::containsKey).toList();
            if (there.size() == person.faces.size()) {
                throw RefusedException.value("DeleteFaceNumExceed", "A person keeps one face or more.");
            }
            List<StoredFace> leaving = there.stream().map(person.faces::get).toList();
            leaving.forEach(person::remove);
            return new Output().with("SucDeletedNum", there.size()).with("SucFaceIds", there);
        }
    }
}
