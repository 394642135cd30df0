package io.facebridge.azure.internal;

import io.facebridge.FaceIdentifier;
import io.facebridge.azure.UntrainedSearchPolicy;
import io.facebridge.azure.internal.AzureSearch.ScoredPerson;
import io.facebridge.azure.internal.FaceApiFaceDetector.IdentifiableFace;
import io.facebridge.azure.internal.FaceApiFaceDetector.Selection;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.GalleryNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Searches by one Detect, then Identify in each gallery. */
public final class FaceApiFaceIdentifier implements FaceIdentifier {
    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> candidate.score().value())
            .reversed();

    private final AzureCalls calls;
    private final FaceApiFaceDetector detector;
    private final AzureGroups groups;
    private final GalleryNames names;
    private final AzureScales scales;
    private final UntrainedSearchPolicy ofUntrained;

    FaceApiFaceIdentifier(
            AzureCalls calls,
            FaceApiFaceDetector detector,
            AzureGroups groups,
            GalleryNames names,
            AzureScales scales,
            UntrainedSearchPolicy ofUntrained) {
        this.calls = calls;
        this.detector = detector;
        this.groups = groups;
        this.names = names;
        this.scales = scales;
        this.ofUntrained = ofUntrained;
    }

    @Override
    public List<Identification> identify(IdentifyRequest request) {
        if (request.limit() > AzureSearch.MAX_PERSONS) {
            throw new IllegalArgumentException("Azure AI Face returns at most " + AzureSearch.MAX_PERSONS
                    + " candidates but the limit was " + request.limit());
        }
        List<String> searched = request.galleries().stream().map(names::nameOf).toList();
        try (CallScope call = calls.begin()) {
            return search(request, searched, call.deadline());
        }
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        AzureGroup group = groups.of(names.nameOf(gallery));
        return scales.identify(calls.call(group::requestModel));
    }

    private List<Identification> search(IdentifyRequest request, List<String> searched, Deadline deadline) {
        AzureImages probe = AzureImages.prepare(request.probe(), deadline);
        String model = model(request, searched, deadline);
        List<IdentifiableFace> faces = detector.detectWithId(probe, model, deadline);
        if (faces.isEmpty()) {
            throw new FaceNotFoundException(ImageRole.PROBE, null);
        }
        boolean rivalled = false;
        List<IdentifiableFace> wanted = faces;
        if (!request.allFaces()) {
            Selection meant = Selection.of(faces, request.face().orElse(null), request.probe(), ImageRole.PROBE);
            rivalled = meant.rivalled();
            wanted = List.of(meant.identifiable());
        }
        Map<String, List<Candidate>> candidates = candidates(request, searched, wanted, rivalled, model, deadline);
        return wanted.stream()
                .map(seen -> new Identification(
                        seen.face(),
                        candidates.getOrDefault(seen.requireId(), List.of()).stream()
                                .sorted(BEST_FIRST)
                                .limit(request.limit())
                                .toList()))
                .toList();
    }

    private Map<String, List<Candidate>> candidates(
            IdentifyRequest request,
            List<String> searched,
            List<IdentifiableFace> wanted,
            boolean rivalled,
            String model,
            Deadline deadline) {
        ScoreScale scale = scales.identify(model);
        List<String> faces = wanted.stream().map(IdentifiableFace::requireId).toList();
        Map<String, List<Candidate>> candidates = new HashMap<>();
        for (int i = 0; i < searched.size(); i++) {
            GalleryId gallery = request.galleries().get(i);
            Map<String, List<ScoredPerson>> found = new AzureSearch(
                            calls, groups.of(searched.get(i)), ofUntrained, deadline)
                    .find(faces, request.limit());
            for (IdentifiableFace seen : wanted) {
                for (ScoredPerson alike : found.getOrDefault(seen.requireId(), List.of())) {
                    candidates
                            .computeIfAbsent(seen.requireId(), face -> new ArrayList<>())
                            .add(new Candidate(gallery, alike.person(), comparison(alike, scale, seen, rivalled)));
                }
            }
        }
        return candidates;
    }

    private static Comparison comparison(
            ScoredPerson alike, ScoreScale scale, IdentifiableFace seen, boolean rivalled) {
        Score score = new Score(Math.max(scale.min(), Math.min(scale.max(), alike.score())), scale);
        Comparison.Builder comparison =
                Comparison.builder(score).probeFace(seen.face()).vendor(alike.vendor());
        return (rivalled ? comparison.rivalledIn(ImageRole.PROBE) : comparison).build();
    }

    /** A face can be looked for in galleries of one model only. */
    private String model(IdentifyRequest request, List<String> searched, Deadline deadline) {
        List<String> models = searched.stream()
                .map(name -> groups.of(name).model(deadline))
                .distinct()
                .toList();
        if (models.size() > 1) {
            throw new IncompatibleScaleException("the galleries " + request.galleries()
                    + " were made with different recognition models, " + String.join(" and ", models)
                    + ", whose scores are not comparable; search them one by one");
        }
        return models.get(0);
    }
}
