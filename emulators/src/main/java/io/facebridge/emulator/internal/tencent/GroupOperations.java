package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Output;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups. */
final class GroupOperations {
    static final int MAX_PAGE_SIZE = 1_000;
    private static final int MAX_NAME_LENGTH = 60;
    private static final int MAX_TAG_LENGTH = 40;
    private static final int MAX_DESCRIPTION_LENGTH = 30;
    private static final int MAX_DESCRIPTIONS = 5;

    private final Store store;

    GroupOperations(Store store) {
        this.store = store;
    }

    Output createGroup(Input input) {
        String id = input.groupId();
        String name = Input.name("GroupName", input.text("GroupName"), MAX_NAME_LENGTH);
        String tag = tag(input);
        List<String> descriptions = input.texts("GroupExDescriptions");
        if (descriptions.size() > MAX_DESCRIPTIONS) {
            throw RefusedException.value("GroupExDescriptionsExceed", "A group has at most 5 descriptions.");
        }
        descriptions.forEach(text -> Input.name("GroupExDescriptionsName", text, MAX_DESCRIPTION_LENGTH));
        if (new HashSet<>(descriptions).size() < descriptions.size()) {
            throw RefusedException.value("GroupExDescriptionsNameIdentical", "Each description has a name of its own.");
        }
        String model = input.model();
        synchronized (store) {
            if (store.groups().containsKey(id)) {
                throw RefusedException.value("GroupIdAlreadyExist", "The group exists.");
            }
            requireFreeName(name, null);
            store.groups().put(id, new StoredGroup(id, name, tag, model, descriptions, store.now()));
        }
        return new Output().with("FaceModelVersion", model);
    }

    Output deleteGroup(Input input) {
        synchronized (store) {
            StoredGroup group = store.group(input.groupId());
            List.copyOf(group.persons.values()).forEach(person -> store.remove(person, group));
            store.groups().remove(group.id);
        }
        return new Output();
    }

    Output modifyGroup(Input input) {
        synchronized (store) {
            StoredGroup group = store.group(input.groupId());
            String name = input.optionalText("GroupName");
            if (name != null) {
                requireFreeName(Input.name("GroupName", name, MAX_NAME_LENGTH), group);
            }
            for (Input change : input.structures("GroupExDescriptionInfos")) {
                int index = (int) change.integer("GroupExDescriptionIndex", 0);
                String text = Input.name(
                        "GroupExDescriptionsName", change.text("GroupExDescription"), MAX_DESCRIPTION_LENGTH);
                if (index < 0 || index >= group.descriptions.size()) {
                    throw RefusedException.parameter("The group has no such description.");
                }
                if (group.descriptions.contains(text) && group.descriptions.indexOf(text) != index) {
                    throw RefusedException.failed(
                            "DuplicatedGroupDescription", "Descriptions have names of their own.");
                }
                group.descriptions.set(index, text);
            }
            if (input.has("Tag")) {
                group.tag = tag(input);
            }
            if (name != null) {
                group.name = name;
            }
            group.updated = store.now();
        }
        return new Output();
    }

    Output getGroupList(Input input) {
        synchronized (store) {
            List<StoredGroup> all = List.copyOf(store.groups().values());
            List<StoredGroup> page = page(input, all, MAX_PAGE_SIZE);
            return new Output()
                    .with(
                            "GroupInfos",
                            page.stream().map(group -> info(group).members()).toList())
                    .with("GroupNum", all.size());
        }
    }

    Output getGroupInfo(Input input) {
        synchronized (store) {
            return info(store.group(input.groupId()));
        }
    }

    private static Output info(StoredGroup group) {
        return new Output()
                .with("GroupName", group.name)
                .with("GroupId", group.id)
                .with("GroupExDescriptions", List.copyOf(group.descriptions))
                .with("Tag", group.tag)
                .with("FaceModelVersion", group.model)
                .with("CreationTimestamp", group.created.toEpochMilli())
                .with("UpdateTimestamp", group.updated.toEpochMilli());
    }

    /** Returns the part of a list that a request selects by its offset and limit. */
    static <T> List<T> page(Input input, List<T> all, int max) {
        long offset = input.integer("Offset", 0);
        long limit = input.integer("Limit", 10, 1, max, "InvalidParameterValue.LimitExceed");
        if (offset < 0 || offset > all.size()) {
            throw RefusedException.value("OffsetExceed", "The offset is beyond the end.");
        }
        return all.subList((int) offset, (int) Math.min(all.size(), offset + limit));
    }

    private static String tag(Input input) {
        String tag = input.optionalText("Tag");
        return tag == null ? "" : Input.name("GroupTag", tag, MAX_TAG_LENGTH);
    }

    private void requireFreeName(String name, @Nullable StoredGroup but) {
        if (store.groups().values().stream().anyMatch(group -> !group.equals(but) && group.name.equals(name))) {
            throw RefusedException.value("GroupNameAlreadyExist", "The group's name is taken.");
        }
    }
}
