package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.Templates;
import io.facebridge.emulator.internal.Vectors;
import io.facebridge.emulator.internal.azure.Store.TemporaryFace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comparisons of faces that detection has kept: with each other, with a person, with everybody of a group. */
final class SearchOperations {
    /** Where the service takes two faces for the same person's. */
    static final double IDENTICAL = 0.5;

    private static final int MAX_FACES = 10;
    private static final int USUAL_CANDIDATES = 10;
    private static final int MAX_CANDIDATES = 100;
    private static final int USUAL_SIMILAR = 20;
    private static final int MAX_SIMILAR_FACES = 1000;

    private final Store store;
    private final ScoreMap scores;

    SearchOperations(Store store, ScoreMap scores) {
        this.store = store;
        this.scores = scores;
    }

    // One to one

    Reply verify(Input input) {
        if (input.has("faceId")) {
            return verifyPerson(input);
        }
        String first = input.uuid("faceId1", "Face");
        String second = input.uuid("faceId2", "Face");
        synchronized (store) {
            TemporaryFace one = verified(first);
            TemporaryFace other = verified(second);
            requireSame(one.model(), other.model());
            return verdict(score(one, other));
        }
    }

    private Reply verifyPerson(Input input) {
        String faceId = input.uuid("faceId", "Face");
        String personId = input.uuid("personId", "Person");
        String groupId = groupId(input);
        synchronized (store) {
            TemporaryFace face = verified(faceId);
            StoredGroup group = group(groupId);
            StoredPerson person = Store.person(group, personId);
            requireSame(face.model(), group.model);
            float[] template = group.template(person);
            if (template == null) {
                throw RefusedException.notFound("PersistedFaceNotFound", "No persisted face of the person is found.");
            }
            return verdict(scores.similarity(Vectors.cosine(store.template(face), template)));
        }
    }

    private TemporaryFace verified(String id) {
        TemporaryFace face = store.face(id);
        if (face == null) {
            throw RefusedException.notFound("FaceNotFound", "The face is not found.");
        }
        return face;
    }

    private static Reply verdict(float confidence) {
        return Reply.of(
                new Output().with("isIdentical", confidence >= IDENTICAL).with("confidence", confidence));
    }

    private float score(TemporaryFace one, TemporaryFace other) {
        return scores.similarity(Vectors.cosine(store.template(one), store.template(other)));
    }

    private static void requireSame(RecognitionModel one, RecognitionModel other) {
        if (one != other) {
            throw RefusedException.incompatible();
        }
    }

    // One to many

    Reply identify(Input input) {
        List<String> ids = input.faceIds(1, MAX_FACES);
        String groupId = groupId(input);
        int maxCandidates = input.integer("maxNumOfCandidatesReturned", USUAL_CANDIDATES, 1, MAX_CANDIDATES);
        double threshold = input.threshold("confidenceThreshold", IDENTICAL);
        List<float[]> probes;
        Templates<String> trained;
        synchronized (store) {
            StoredGroup group = group(groupId);
            trained = trained(group, store.now());
            List<TemporaryFace> faces = ids.stream().map(this::identified).toList();
            faces.forEach(face -> requireSame(face.model(), group.model));
            probes = faces.stream().map(store::template).toList();
        }
        List<Output> results = new ArrayList<>();
        for (float[] probe : probes) {
            results.add(new Output()
                    .with("faceId", ids.get(results.size()))
                    .with("candidates", candidates(probe, trained, threshold, maxCandidates)));
        }
        return Reply.of(results);
    }

    private static Templates<String> trained(StoredGroup group, Instant now) {
        if (group.isUnderTraining(now)) {
            throw RefusedException.underTraining();
        }
        Templates<String> trained = group.trained(now);
        if (trained == null) {
            throw RefusedException.badRequest("LargePersonGroupNotTrained", "The large person group is not trained.");
        }
        return trained;
    }

    private TemporaryFace identified(String id) {
        TemporaryFace face = store.face(id);
        if (face == null) {
            throw RefusedException.badRequest("FaceNotFound", "The face is not found.");
        }
        return face;
    }

    private record Candidate(String id, float confidence) {
        Map<String, Object> as(String member) {
            return new Output().with(member, id).with("confidence", confidence).members();
        }
    }

    private List<Map<String, Object>> candidates(
            float[] probe, Templates<String> persons, double threshold, int maxCandidates) {
        return persons.nearest(probe)
                .map(hit -> new Candidate(hit.key(), scores.similarity(hit.cosine())))
                .takeWhile(candidate -> candidate.confidence() >= threshold)
                .limit(maxCandidates)
                .map(candidate -> candidate.as("personId"))
                .toList();
    }

    private String groupId(Input input) {
        String large = input.optionalText("largePersonGroupId");
        String small = input.optionalText("personGroupId");
        if (large != null && small != null) {
            throw RefusedException.badRequest(
                    "PersonGroupIdAndLargePersonGroupIdBothNotNull", "One group is searched at a time.");
        }
        if (small != null) { // the emulator has large ones only, so that no other can be there
            throw RefusedException.badRequest("PersonGroupNotFound", "The person group is not found.");
        }
        if (large == null) {
            throw RefusedException.badRequest("PersonGroupIdAndLargePersonGroupIdBothNull", "No group is named.");
        }
        if (!Input.isGroupId(large)) {
            throw RefusedException.argument("Large person group ID is invalid.");
        }
        return large;
    }

    private StoredGroup group(String id) {
        StoredGroup group = store.groups().get(id);
        if (group == null) {
            throw RefusedException.badRequest("LargePersonGroupNotFound", "The large person group is not found.");
        }
        return group;
    }

    // Among faces

    /** Among faces that detection has kept; lists of faces are not emulated. */
    Reply findSimilar(Input input) {
        if (input.has("faceListId") || input.has("largeFaceListId")) {
            String code = input.has("faceListId") ? "FaceListNotFound" : "LargeFaceListNotFound";
            throw RefusedException.badRequest(code, "The list is not found.");
        }
        String faceId = input.uuid("faceId", "Face");
        List<String> ids = input.faceIds(1, MAX_SIMILAR_FACES);
        int maxCandidates = input.integer("maxNumOfCandidatesReturned", USUAL_SIMILAR, 1, MAX_SIMILAR_FACES);
        double threshold = threshold(input.optionalText("mode"));
        synchronized (store) {
            TemporaryFace face = identified(faceId);
            List<Output> similar = ids.stream()
                    .map(id -> new Candidate(id, similarity(face, id)))
                    .filter(candidate -> candidate.confidence() >= threshold)
                    .sorted(Comparator.comparingDouble(Candidate::confidence).reversed())
                    .limit(maxCandidates)
                    .map(candidate -> new Output()
                            .with("confidence", candidate.confidence())
                            .with("faceId", candidate.id()))
                    .toList();
            return Reply.of(similar);
        }
    }

    private float similarity(TemporaryFace face, String id) {
        TemporaryFace other = identified(id);
        requireSame(face.model(), other.model());
        return score(face, other);
    }

    private static double threshold(@Nullable String mode) {
        if (mode == null || mode.equals("matchPerson")) {
            return IDENTICAL;
        }
        if (mode.equals("matchFace")) {
            return 0;
        }
        throw RefusedException.argument("Mode is invalid.");
    }
}
