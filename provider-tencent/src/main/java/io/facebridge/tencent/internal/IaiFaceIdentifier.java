package io.facebridge.tencent.internal;

import io.facebridge.FaceIdentifier;
import io.facebridge.error.ImageRole;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.gallery.GalleryId;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.spi.SelectedFace;
import io.facebridge.tencent.internal.TencentSearch.Found;
import io.facebridge.tencent.internal.TencentSearch.ScoredPerson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches all galleries at once by SearchPersons, for one face of an image or for up to ten. */
public final class IaiFaceIdentifier implements FaceIdentifier {
    private final TencentCalls calls;
    private final IaiFaceDetector detector;
    private final GalleryNames names;
    private final TencentScales scales;

    IaiFaceIdentifier(TencentCalls calls, IaiFaceDetector detector, GalleryNames names, TencentScales scales) {
        this.calls = calls;
        this.detector = detector;
        this.names = names;
        this.scales = scales;
    }

    @Override
    public List<Identification> identify(IdentifyRequest request) {
        if (request.limit() > TencentSearch.MAX_PERSONS) {
            throw new IllegalArgumentException("Tencent Cloud returns at most " + TencentSearch.MAX_PERSONS
                    + " candidates but the limit was " + request.limit());
        }
        if (request.galleries().size() > TencentSearch.MAX_GROUPS) {
            throw new IllegalArgumentException("Tencent Cloud searches at most " + TencentSearch.MAX_GROUPS
                    + " galleries at once but the request has "
                    + request.galleries().size());
        }
        Map<String, GalleryId> groups = new LinkedHashMap<>();
        request.galleries().forEach(gallery -> groups.put(names.nameOf(gallery), gallery));
        try (CallScope call = calls.begin()) {
            return search(request, groups, call.deadline());
        }
    }

    @Override
    public ScoreScale scale(GalleryId gallery) {
        String group = names.nameOf(gallery);
        try (CallScope call = calls.begin()) {
            return scales.identify(new TencentGroups(calls).model(group, call.deadline()));
        }
    }

    private List<Identification> search(IdentifyRequest request, Map<String, GalleryId> groups, Deadline deadline) {
        TencentImages probe = TencentImages.prepare(request.probe(), deadline);
        @Nullable FaceSelection choice = request.face().orElse(null);
        int wanted = choice == FaceSelection.LARGEST ? 1 : TencentSearch.MAX_FACES;
        TencentSearch search = new TencentSearch(calls, detector, probe, deadline);
        TencentSearch.Answer answer = search.find(List.copyOf(groups.keySet()), wanted, request.limit());
        if (request.allFaces()) {
            return answer.faces().stream()
                    .filter(found -> !found.isRefused())
                    .map(found -> identification(found, false, answer, request, groups))
                    .toList();
        }
        return List.of(chosen(choice, search, answer, request, groups));
    }

    /**
     * Returns the identification of the selected face. A face that the service rejects to search for is in the image
     * nevertheless: the image then has several faces, and it is a rival of the others if it is as large.
     */
    private Identification chosen(
            @Nullable FaceSelection choice,
            TencentSearch search,
            TencentSearch.Answer answer,
            IdentifyRequest request,
            Map<String, GalleryId> groups) {
        List<DetectedFace> faces = answer.faces().stream().map(Found::face).toList();
        SelectedFace meant = SelectedFace.of(faces, choice, request.probe(), ImageRole.PROBE);
        Found found = answer.faces().get(meant.index());
        if (!found.isRefused()) {
            return identification(found, meant.rivalled(), answer, request, groups);
        }
        if (choice != null) {
            throw search.tooPoor(answer.vendor());
        }
        // The largest of those that were searched for, which the refused one, being larger, rivals.
        Found largest = answer.faces().stream()
                .filter(other -> !other.isRefused())
                .findFirst()
                .orElseThrow();
        return identification(largest, true, answer, request, groups);
    }

    private Identification identification(
            Found found,
            boolean rivalled,
            TencentSearch.Answer answer,
            IdentifyRequest request,
            Map<String, GalleryId> groups) {
        return new Identification(
                found.face(),
                found.alike().stream()
                        .limit(request.limit())
                        .map(alike -> candidate(alike, found.face(), rivalled, answer, groups))
                        .toList());
    }

    private Candidate candidate(
            ScoredPerson alike,
            DetectedFace face,
            boolean rivalled,
            TencentSearch.Answer answer,
            Map<String, GalleryId> groups) {
        GalleryId gallery = UnusableAnswerException.require("gallery that was searched", groups.get(alike.group()));
        ScoreScale scale = scales.identify(UnusableAnswerException.requireText("face model version", answer.model()));
        Comparison.Builder comparison = Comparison.builder(TencentMapper.score(alike.score(), scale))
                .probeFace(face)
                .vendor(answer.vendor());
        if (rivalled) {
            comparison.rivalledIn(ImageRole.PROBE);
        }
        return new Candidate(gallery, TencentNames.person(alike.person(), alike.group()), comparison.build());
    }
}
