package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.image.FaceImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is in an image: of the faces of persons, the best of which counts, or of the persons themselves, whose faces are
 * fused into one template, which model 3.0 alone can do.
 */
final class SearchOperations {
    private static final int MAX_GROUPS = 100;
    private static final int MAX_GROUPS_BY_GROUP = 60;
    private static final int MAX_FACES = 10;
    private static final int MAX_PERSONS = 100;
    private static final int MAX_PERSONS_BY_GROUP = 10;
    private static final double MATCH = 60;
    private static final long OK = 0;
    private static final long POOR = -1601;

    private final Store store;
    private final VisibleFaces visibleFaces;
    private final Scores scores;

    SearchOperations(Store store, VisibleFaces visibleFaces, Scores scores) {
        this.store = store;
        this.visibleFaces = visibleFaces;
        this.scores = scores;
    }

    // One person

    Output verifyFace(Input input) {
        return verify(input, false);
    }

    Output verifyPerson(Input input) {
        return verify(input, true);
    }

    private Output verify(Input input, boolean fused) {
        String id = input.personId();
        int quality = input.qualityControl();
        synchronized (store) {
            requireModel(store.person(id).model, fused);
        }
        AnalyzedFace seen = visibleFaces.goodEnough(Images.read(input), quality);
        synchronized (store) {
            StoredPerson person = store.person(id);
            float score = score(person, seen.vector(), fused, store.now());
            return new Output()
                    .with("Score", score)
                    .with("IsMatch", score >= MATCH)
                    .with("FaceModelVersion", person.model);
        }
    }

    private static void requireModel(String model, boolean fused) {
        if (fused && !model.equals(Store.MODEL_3)) {
            throw RefusedException.value("UnsupportedGroupFaceModelVersion", "This takes face model 3.0.");
        }
    }

    /** Of a person without a face that can be searched 0. */
    private float score(StoredPerson person, float[] probe, boolean fused, Instant now) {
        OptionalDouble cosine = fused
                ? person.fusedCosine(probe, now)
                : person.cosines(probe, now).max();
        return cosine.isPresent() ? scores.of(person.model).similarity(cosine.getAsDouble()) : 0;
    }

    private record Hit(StoredPerson person, String faceId, double cosine) {}

    // Groups

    Output searchFaces(Input input) {
        return search(input, false);
    }

    Output searchPersons(Input input) {
        return search(input, true);
    }

    private Output search(Input input, boolean fused) {
        Search search = new Search(input, fused, MAX_GROUPS, "MaxPersonNum", MAX_PERSONS);
        List<AnalyzedFace> seen = search.analyze();
        synchronized (store) {
            List<StoredGroup> groups = search.groups();
            Map<String, StoredPerson> persons = new LinkedHashMap<>();
            groups.forEach(group -> persons.putAll(group.persons));
            List<Map<String, Object>> results = new ArrayList<>();
            for (AnalyzedFace face : seen) {
                boolean good = search.isGoodEnough(face);
                results.add(search.result(face)
                        .with("Candidates", good ? search.candidates(face, groups) : List.of())
                        .members());
            }
            Output output = new Output().with("Results", results).with("FaceModelVersion", groups.get(0).model);
            return fused
                    ? output.with("PersonNum", persons.size())
                    : output.with(
                            "FaceNum",
                            persons.values().stream()
                                    .mapToInt(person -> person.faces.size())
                                    .sum());
        }
    }

    Output searchFacesReturnsByGroup(Input input) {
        return searchApart(input, false);
    }

    Output searchPersonsReturnsByGroup(Input input) {
        return searchApart(input, true);
    }

    private Output searchApart(Input input, boolean fused) {
        Search search = new Search(input, fused, MAX_GROUPS_BY_GROUP, "MaxPersonNumPerGroup", MAX_PERSONS_BY_GROUP);
        List<AnalyzedFace> seen = search.analyze();
        synchronized (store) {
            List<StoredGroup> groups = search.groups();
            List<Map<String, Object>> results = new ArrayList<>();
            for (AnalyzedFace face : seen) {
                boolean good = search.isGoodEnough(face);
                results.add(search.result(face)
                        .with(
                                "GroupCandidates",
                                groups.stream()
                                        .map(group -> new Output()
                                                .with("GroupId", group.id)
                                                .with(
                                                        "Candidates",
                                                        good ? search.candidates(face, List.of(group)) : List.of())
                                                .members())
                                        .toList())
                        .members());
            }
            Output output =
                    new Output().with("ResultsReturnsByGroup", results).with("FaceModelVersion", groups.get(0).model);
            int persons =
                    groups.stream().mapToInt(group -> group.persons.size()).sum();
            return output.with(fused ? "PersonNum" : "FaceNum", persons);
        }
    }

    /** One request. */
    private final class Search {
        private final List<String> groupIds;
        private final boolean fused;
        private final int faces;
        private final int persons;
        private final int quality;
        private final double threshold;
        private final boolean described;
        private final FaceImage image;

        Search(Input input, boolean fused, int maxGroups, String personsParameter, int maxPersons) {
            this.fused = fused;
            groupIds = input.texts("GroupIds");
            if (groupIds.isEmpty()) {
                throw RefusedException.missing("GroupIds");
            }
            if (groupIds.size() > maxGroups) {
                throw RefusedException.value("GroupIdsExceed", "At most " + maxGroups + " groups are searched.");
            }
            groupIds.forEach(id -> Input.id("GroupId", id));
            faces = (int) input.integer("MaxFaceNum", 1, 1, MAX_FACES, "FailedOperation.SearchFacesExceed");
            persons = (int)
                    input.integer(personsParameter, 5, 1, maxPersons, "InvalidParameterValue.SearchPersonsExceed");
            quality = input.qualityControl();
            threshold = input.threshold(0);
            described = input.flag("NeedPersonInfo");
            synchronized (store) {
                groups();
            }
            image = Images.read(input);
        }

        List<AnalyzedFace> analyze() {
            return visibleFaces.all(image, faces);
        }

        /** Returns the groups, which exist, have the same face model, and are not all empty. */
        List<StoredGroup> groups() {
            List<StoredGroup> groups = groupIds.stream().map(store::group).toList();
            if (groups.stream().map(group -> group.model).distinct().count() > 1) {
                throw RefusedException.failed("AcrossVersionsError", "The groups have different face models.");
            }
            requireModel(groups.get(0).model, fused);
            if (groups.stream().allMatch(group -> group.persons.isEmpty())) {
                throw RefusedException.value("NoFaceInGroups", "There is no face in the groups.");
            }
            return groups;
        }

        boolean isGoodEnough(AnalyzedFace face) {
            return visibleFaces.isGoodEnough(image, face, quality);
        }

        Output result(AnalyzedFace face) {
            return new Output()
                    .with("RetCode", isGoodEnough(face) ? OK : POOR)
                    .with("FaceRect", FaceOutput.rect(face.face(), image));
        }

        /** Of the groups together: the best of each. */
        List<Map<String, Object>> candidates(AnalyzedFace face, List<StoredGroup> among) {
            Instant now = store.now();
            Set<StoredPerson> seenBefore = new HashSet<>();
            return among.stream()
                    .flatMap(group -> best(face, group, now))
                    .sorted(Comparator.comparingDouble(Hit::cosine).reversed())
                    .filter(hit -> seenBefore.add(hit.person()))
                    .limit(persons)
                    .map(this::candidate)
                    .toList();
        }

        private Stream<Hit> best(AnalyzedFace face, StoredGroup group, Instant now) {
            Set<StoredPerson> seenBefore = new HashSet<>();
            Stream<Hit> hits = fused
                    ? group.personTemplates
                            .at(now)
                            .nearest(face.vector())
                            .map(hit -> new Hit(hit.key(), "", hit.cosine()))
                    : group.templates
                            .nearest(face.vector())
                            .filter(hit -> hit.key().isSearchable(now))
                            .map(hit -> new Hit(hit.key().person(), hit.key().id(), hit.cosine()))
                            .filter(hit -> seenBefore.add(hit.person()));
            return hits.takeWhile(this::isLikeEnough).limit(persons);
        }

        private boolean isLikeEnough(Hit hit) {
            float score = score(hit);
            return fused ? score >= threshold : score > threshold || threshold == 0;
        }

        private float score(Hit hit) {
            return scores.of(hit.person().model).similarity(hit.cosine());
        }

        private Map<String, Object> candidate(Hit hit) {
            Output candidate = new Output()
                    .with("PersonId", hit.person().id)
                    .with("FaceId", hit.faceId())
                    .with("Score", score(hit));
            if (described) {
                candidate
                        .with("PersonName", hit.person().name)
                        .with("Gender", hit.person().gender)
                        .with(
                                "PersonGroupInfos",
                                hit.person().groups.stream()
                                        .map(group -> new Output()
                                                .with("GroupId", group.id)
                                                .with(
                                                        "PersonExDescriptions",
                                                        PersonOperations.descriptions(hit.person(), group))
                                                .members())
                                        .toList());
            }
            return candidate.members();
        }
    }
}
