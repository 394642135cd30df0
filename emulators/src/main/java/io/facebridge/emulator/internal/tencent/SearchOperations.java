package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.emulator.internal.Sight.Seen;
import io.facebridge.emulator.internal.Vectors;
import io.facebridge.image.FaceImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is in a picture: of the faces of persons, the best of which counts, or of the persons themselves, whose faces are
 * fused into one template, which model 3.0 alone can do.
 */
final class SearchOperations {
    private static final int MOST_GROUPS = 100;
    private static final int MOST_GROUPS_APART = 60;
    private static final int MOST_FACES = 10;
    private static final int MOST_PERSONS = 100;
    private static final int MOST_PERSONS_APART = 10;
    private static final double MATCH = 60;
    private static final long OK = 0;
    private static final long POOR = -1601;

    private final TencentStore store;
    private final Looking looking;
    private final Scores scores;

    SearchOperations(TencentStore store, Looking looking, Scores scores) {
        this.store = store;
        this.looking = looking;
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
        Seen seen = looking.goodEnough(Pictures.read(input), quality);
        synchronized (store) {
            StoredPerson person = store.person(id);
            float score =
                    score(person, seen, fused, store.now()).map(Hit::score).orElse(0f);
            return new Output()
                    .with("Score", score)
                    .with("IsMatch", score >= MATCH)
                    .with("FaceModelVersion", person.model);
        }
    }

    private static void requireModel(String model, boolean fused) {
        if (fused && !model.equals(TencentStore.MODEL_3)) {
            throw RefusedException.value("UnsupportedGroupFaceModelVersion", "This takes face model 3.0.");
        }
    }

    private record Hit(StoredPerson person, String faceId, float score) {}

    private Optional<Hit> score(StoredPerson person, Seen seen, boolean fused, Instant now) {
        ScoreMap map = scores.of(person.model);
        if (fused) {
            return person.fused(now)
                    .map(vector -> new Hit(person, "", map.similarity(Vectors.cosine(vector, seen.vector()))));
        }
        return person.searchable(now).stream()
                .map(face -> new Hit(person, face.id(), map.similarity(Vectors.cosine(face.vector(), seen.vector()))))
                .max(Comparator.comparingDouble(Hit::score));
    }

    // Groups

    Output searchFaces(Input input) {
        return search(input, false);
    }

    Output searchPersons(Input input) {
        return search(input, true);
    }

    private Output search(Input input, boolean fused) {
        Search search = new Search(input, fused, MOST_GROUPS, "MaxPersonNum", MOST_PERSONS);
        List<Seen> seen = search.look();
        synchronized (store) {
            List<Group> groups = search.groups();
            Map<String, StoredPerson> persons = new LinkedHashMap<>();
            groups.forEach(group -> persons.putAll(group.persons));
            List<Map<String, Object>> results = new ArrayList<>();
            for (Seen face : seen) {
                boolean good = search.isGoodEnough(face);
                results.add(search.result(face)
                        .with("Candidates", good ? search.candidates(face, persons.values()) : List.of())
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
        Search search = new Search(input, fused, MOST_GROUPS_APART, "MaxPersonNumPerGroup", MOST_PERSONS_APART);
        List<Seen> seen = search.look();
        synchronized (store) {
            List<Group> groups = search.groups();
            List<Map<String, Object>> results = new ArrayList<>();
            for (Seen face : seen) {
                boolean good = search.isGoodEnough(face);
                results.add(search.result(face)
                        .with(
                                "GroupCandidates",
                                groups.stream()
                                        .map(group -> new Output()
                                                .with("GroupId", group.id)
                                                .with(
                                                        "Candidates",
                                                        good
                                                                ? search.candidates(face, group.persons.values())
                                                                : List.of())
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

        Search(Input input, boolean fused, int mostGroups, String personsParameter, int mostPersons) {
            this.fused = fused;
            groupIds = input.texts("GroupIds");
            if (groupIds.isEmpty()) {
                throw RefusedException.missing("GroupIds");
            }
            if (groupIds.size() > mostGroups) {
                throw RefusedException.value("GroupIdsExceed", "At most " + mostGroups + " groups are searched.");
            }
            groupIds.forEach(id -> Input.id("GroupId", id));
            faces = (int) input.integer("MaxFaceNum", 1, 1, MOST_FACES, "FailedOperation.SearchFacesExceed");
            persons = (int)
                    input.integer(personsParameter, 5, 1, mostPersons, "InvalidParameterValue.SearchPersonsExceed");
            quality = input.qualityControl();
            threshold = input.threshold(0);
            described = input.flag("NeedPersonInfo");
            synchronized (store) {
                groups();
            }
            image = Pictures.read(input);
        }

        List<Seen> look() {
            return looking.all(image, faces);
        }

        /** The groups, which are there, have one face model, and somebody in them. */
        List<Group> groups() {
            List<Group> groups = groupIds.stream().map(store::group).toList();
            if (groups.stream().map(group -> group.model).distinct().count() > 1) {
                throw RefusedException.failed("AcrossVersionsError", "The groups have different face models.");
            }
            requireModel(groups.get(0).model, fused);
            if (groups.stream().allMatch(group -> group.persons.isEmpty())) {
                throw RefusedException.value("NoFaceInGroups", "There is no face in the groups.");
            }
            return groups;
        }

        boolean isGoodEnough(Seen face) {
            return looking.isGoodEnough(image, face, quality);
        }

        Output result(Seen face) {
            return new Output()
                    .with("RetCode", isGoodEnough(face) ? OK : POOR)
                    .with("FaceRect", Looking.rect(face.face(), image));
        }

        List<Map<String, Object>> candidates(Seen face, Collection<StoredPerson> among) {
            Instant now = store.now();
            return among.stream()
                    .flatMap(person -> score(person, face, fused, now).stream())
                    .filter(hit -> fused ? hit.score() >= threshold : hit.score() > threshold || threshold == 0)
                    .sorted(Comparator.comparingDouble((Hit hit) -> hit.score()).reversed())
                    .limit(persons)
                    .map(this::candidate)
                    .toList();
        }

        private Map<String, Object> candidate(Hit hit) {
            Output candidate = new Output()
                    .with("PersonId", hit.person().id)
                    .with("FaceId", hit.faceId())
                    .with("Score", hit.score());
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
