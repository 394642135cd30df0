package io.facebridge.local.internal;

import io.facebridge.FaceIdentifier;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.gallery.GalleryId;
import io.facebridge.local.internal.LocalFaceTemplates.Selection;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Searches the templates of galleries for those most like a probe's. */
public final class LocalFaceIdentifier implements FaceIdentifier {
    /** More candidates than a reviewer can use. */
    public static final int MAX_CANDIDATES = 1_000;

    private final LocalSearch search;

    /** Searches the galleries of that store. */
    public LocalFaceIdentifier(LocalSearch search) {
        this.search = search;
    }

    @Override
    public List<Identification> identify(IdentifyRequest request) {
        if (request.limit() > MAX_CANDIDATES) {
            throw new IllegalArgumentException(
                    "at most " + MAX_CANDIDATES + " candidates are given but the limit was " + request.limit());
        }
        request.galleries().forEach(search::require);
        List<Selection> probes = request.allFaces()
                ? everyFace(request)
                : List.of(search.templates()
                        .extract(request.probe(), request.face().orElse(null), ImageRole.PROBE, LocalSearch.TO_JUDGE));
        return probes.stream().map(probe -> identify(probe, request)).toList();
    }

    private List<Selection> everyFace(IdentifyRequest request) {
        List<Selection> faces = search.templates().extractAll(request.probe(), LocalSearch.TO_JUDGE);
        if (faces.isEmpty()) {
            throw new FaceNotFoundException(ImageRole.PROBE, null);
        }
        return faces;
    }

    private Identification identify(Selection probe, IdentifyRequest request) {
        ScoreScale scale = search.scale(ScoreScale.Operation.IDENTIFY);
        List<Candidate> candidates = new ArrayList<>();
        for (GalleryId gallery : request.galleries()) {
            search.pipeline()
                    .observed(
                            Pipeline.SEARCH,
                            () -> search.store()
                                    .search(
                                            gallery,
                                            probe.face().template(),
                                            request.limit(),
                                            search.scoring(),
                                            search.exact()))
                    .forEach(hit -> candidates.add(
                            new Candidate(gallery, hit.person(), comparison(probe, new Score(hit.score(), scale)))));
        }
        return new Identification(
                probe.face().face(),
                candidates.stream()
                        .sorted(Comparator.comparingDouble((Candidate candidate) ->
                                        candidate.score().value())
                                .reversed())
                        .limit(request.limit())
                        .toList());
    }

    private static Comparison comparison(Selection probe, Score score) {
        Comparison.Builder comparison =
                Comparison.builder(score).probeFace(probe.face().face());
        if (probe.rivalled()) {
            comparison.rivalledIn(ImageRole.PROBE);
        }
        return comparison.build();
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        search.require(gallery);
        return search.scale(ScoreScale.Operation.IDENTIFY);
    }

    @Override
    public Optional<ScoreScale> knownScale(GalleryId gallery) {
        return Optional.of(search.scale(ScoreScale.Operation.IDENTIFY));
    }
}
