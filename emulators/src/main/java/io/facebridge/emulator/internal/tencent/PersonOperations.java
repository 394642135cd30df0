package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.FaceAnalyzer.AnalyzedFace;
import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.ScoreMap;
import io.facebridge.image.FaceImage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Persons, each of one id in the whole account. */
final class PersonOperations {
    private static final int MAX_NAME_LENGTH = 60;
    private static final int MAX_GROUPS = 100;

    /** Scores of model 3.0 at false match rates of 1e-2, 1e-3, 1e-4 and 1e-5. */
    private static final double[] SIMILAR_FROM = {0, 30, 40, 50, 60};

    private final Store store;
    private final VisibleFaces visibleFaces;
    private final Scores scores;

    PersonOperations(Store store, VisibleFaces visibleFaces, Scores scores) {
        this.store = store;
        this.visibleFaces = visibleFaces;
        this.scores = scores;
    }

    Output createPerson(Input input) {
        String groupId = input.groupId();
        String id = input.personId();
        String name = Input.name("PersonName", input.text("PersonName"), MAX_NAME_LENGTH);
        long gender = input.integer("Gender", 0, 0, 2, "InvalidParameterValue.PersonGenderIllegal");
        int quality = input.qualityControl();
        int unique =
                (int) input.integer("UniquePersonControl", 0, 0, 4, "InvalidParameterValue.UniquePersonControlIllegal");
        synchronized (store) {
            requireNew(groupId, id);
        }
        FaceImage image = Images.read(input);
        AnalyzedFace seen = visibleFaces.goodEnough(image, quality);
        synchronized (store) {
            requireNew(groupId, id);
            StoredGroup group = store.group(groupId);
            Output output = new Output().with("FaceModelVersion", group.model);
            Optional<StoredPerson> similar =
                    unique == 0 ? Optional.empty() : similar(group, seen, SIMILAR_FROM[unique]);
            if (similar.isPresent()) {
                return output.with("FaceId", "").with("SimilarPersonId", similar.get().id);
            }
            StoredPerson person = new StoredPerson(id, name, gender, store.now(), group.model);
            describe(person, group, input.structures("PersonExDescriptionInfos"));
            StoredFace face = new StoredFace(person, store.newFaceId(), store.searchable());
            person.join(group);
            person.add(face, seen.vector());
            store.persons().put(id, person);
            return output.with("FaceId", face.id())
                    .with("FaceRect", FaceOutput.rect(seen.face(), image))
                    .with("SimilarPersonId", "");
        }
    }

    private void requireNew(String groupId, String id) {
        store.group(groupId);
        if (store.persons().containsKey(id)) {
            throw RefusedException.value("PersonIdAlreadyExist", "The person exists.");
        }
    }

    private Optional<StoredPerson> similar(StoredGroup group, AnalyzedFace seen, double from) {
        Instant now = store.now();
        ScoreMap map = scores.of(Store.MODEL_3);
        return group.templates
                .nearest(seen.vector())
                .takeWhile(hit -> map.similarity(hit.cosine()) >= from)
                .filter(hit -> hit.key().isSearchable(now))
                .map(hit -> hit.key().person())
                .findFirst();
    }

    Output deletePerson(Input input) {
        synchronized (store) {
            store.remove(store.person(input.personId()));
        }
        return new Output();
    }

    Output deletePersonFromGroup(Input input) {
        synchronized (store) {
            StoredGroup group = store.group(input.groupId());
            StoredPerson person = store.person(input.personId());
            if (!person.groups.contains(group)) {
                throw RefusedException.failed("GroupPersonMapNotExist", "The person is not in the group.");
            }
            store.remove(person, group);
        }
        return new Output();
    }

    Output copyPerson(Input input) {
        synchronized (store) {
            StoredPerson person = store.person(input.personId());
            List<StoredGroup> groups =
                    input.texts("GroupIds").stream().map(store::group).toList();
            int copied = 0;
            for (StoredGroup group : groups) {
                if (!group.model.equals(person.model)) {
                    throw RefusedException.failed("AcrossVersionsError", "The groups have other face models.");
                }
                if (person.groups.contains(group)) {
                    throw RefusedException.failed("GroupPersonMapExist", "The person is in the group.");
                }
                if (person.groups.size() == MAX_GROUPS) {
                    throw RefusedException.value("GroupNumPerPersonExceed", "A person is in at most 100 groups.");
                }
                person.join(group);
                copied++;
            }
            return new Output()
                    .with("SucGroupNum", copied)
                    .with("SucGroupIds", groups.stream().map(group -> group.id).toList());
        }
    }

    Output getPersonList(Input input) {
        synchronized (store) {
            StoredGroup group = store.group(input.groupId());
            List<StoredPerson> all = List.copyOf(group.persons.values());
            return counts(group)
                    .with(
                            "PersonInfos",
                            GroupOperations.page(input, all, GroupOperations.MAX_PAGE_SIZE).stream()
                                    .map(person -> new Output()
                                            .with("PersonName", person.name)
                                            .with("PersonId", person.id)
                                            .with("Gender", person.gender)
                                            .with("PersonExDescriptions", descriptions(person, group))
                                            .with("FaceIds", List.copyOf(person.faces.keySet()))
                                            .with("CreationTimestamp", person.created.toEpochMilli())
                                            .members())
                                    .toList())
                    .with("FaceModelVersion", group.model);
        }
    }

    Output getPersonListNum(Input input) {
        synchronized (store) {
            return counts(store.group(input.groupId()));
        }
    }

    private static Output counts(StoredGroup group) {
        return new Output()
                .with("PersonNum", group.persons.size())
                .with(
                        "FaceNum",
                        group.persons.values().stream()
                                .mapToInt(person -> person.faces.size())
                                .sum());
    }

    Output getPersonBaseInfo(Input input) {
        synchronized (store) {
            StoredPerson person = store.person(input.personId());
            return new Output()
                    .with("PersonName", person.name)
                    .with("Gender", person.gender)
                    .with("FaceIds", List.copyOf(person.faces.keySet()));
        }
    }

    Output getPersonGroupInfo(Input input) {
        synchronized (store) {
            StoredPerson person = store.person(input.personId());
            List<StoredGroup> page = GroupOperations.page(input, List.copyOf(person.groups), MAX_GROUPS);
            return new Output()
                    .with(
                            "PersonGroupInfos",
                            page.stream()
                                    .map(group -> new Output()
                                            .with("GroupId", group.id)
                                            .with("PersonExDescriptions", descriptions(person, group))
                                            .members())
                                    .toList())
                    .with("GroupNum", person.groups.size())
                    .with("FaceModelVersion", person.model);
        }
    }

    Output modifyPersonBaseInfo(Input input) {
        synchronized (store) {
            StoredPerson person = store.person(input.personId());
            String name = input.optionalText("PersonName");
            long gender = input.integer("Gender", person.gender, 0, 2, "InvalidParameterValue.PersonGenderIllegal");
            if (name != null) {
                person.name = Input.name("PersonName", name, MAX_NAME_LENGTH);
            }
            person.gender = gender;
        }
        return new Output();
    }

    Output modifyPersonGroupInfo(Input input) {
        synchronized (store) {
            StoredGroup group = store.group(input.groupId());
            StoredPerson person = store.person(input.personId());
            if (!person.groups.contains(group)) {
                throw RefusedException.failed("GroupPersonMapNotExist", "The person is not in the group.");
            }
            describe(person, group, input.structures("PersonExDescriptionInfos"));
        }
        return new Output();
    }

    private static void describe(StoredPerson person, StoredGroup group, List<Input> infos) {
        Map<Integer, String> texts = new LinkedHashMap<>();
        for (Input info : infos) {
            int index = (int) info.integer("PersonExDescriptionIndex", 0);
            if (index < 0 || index >= group.descriptions.size()) {
                throw RefusedException.value("PersonExDescriptionInfosExceed", "The group has no such description.");
            }
            String text = info.optionalText("PersonExDescription");
            texts.put(index, text == null ? "" : text);
        }
        person.descriptions
                .computeIfAbsent(group.id, id -> new LinkedHashMap<>())
                .putAll(texts);
    }

    static List<String> descriptions(StoredPerson person, StoredGroup group) {
        Map<Integer, String> texts = person.descriptions.getOrDefault(group.id, Map.of());
        return IntStream.range(0, group.descriptions.size())
                .mapToObj(index -> texts.getOrDefault(index, ""))
                .toList();
    }
}
