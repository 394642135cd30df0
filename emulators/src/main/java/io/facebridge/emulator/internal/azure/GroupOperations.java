package io.facebridge.emulator.internal.azure;

import io.facebridge.emulator.internal.Output;
import io.facebridge.emulator.internal.azure.StoredGroup.Training;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Large person groups and their training. */
final class GroupOperations {
    /** With the seven digits of a second that the service writes. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int MAX_USER_DATA_LENGTH = 16_384;
    private static final String ID = "group";

    private final Store store;

    GroupOperations(Store store) {
        this.store = store;
    }

    Reply create(Input input) {
        String id = input.path(ID);
        if (!Input.isGroupId(id)) {
            throw RefusedException.argument("Large person group ID is invalid.");
        }
        String name = input.name();
        String userData = input.optionalText("userData", MAX_USER_DATA_LENGTH);
        RecognitionModel model = RecognitionModel.of(input.optionalText("recognitionModel"));
        synchronized (store) {
            if (store.groups().containsKey(id)) {
                throw RefusedException.conflict("LargePersonGroupExists", "The large person group exists already.");
            }
            store.groups().put(id, new StoredGroup(id, name, userData, model));
        }
        return Reply.empty();
    }

    Reply get(Input input) {
        boolean named = input.queryFlag("returnRecognitionModel", false);
        synchronized (store) {
            return Reply.of(output(store.group(input.path(ID)), named));
        }
    }

    Reply list(Input input) {
        boolean named = input.queryFlag("returnRecognitionModel", false);
        synchronized (store) {
            List<Output> groups = input.page(store.groups()).stream()
                    .map(group -> output(group, named))
                    .toList();
            return Reply.of(groups);
        }
    }

    private static Output output(StoredGroup group, boolean named) {
        return new Output()
                .with("name", group.name)
                .with("userData", group.userData)
                .with("recognitionModel", named ? group.model.word() : null)
                .with("largePersonGroupId", group.id);
    }

    Reply update(Input input) {
        String name = input.optionalName();
        String userData = input.optionalText("userData", MAX_USER_DATA_LENGTH);
        requireSomething(name == null && userData == null);
        synchronized (store) {
            StoredGroup group = store.group(input.path(ID));
            group.name = name == null ? group.name : name;
            group.userData = userData == null ? group.userData : userData;
        }
        return Reply.empty();
    }

    static void requireSomething(boolean nothing) {
        if (nothing) {
            throw RefusedException.argument("Both 'name' and 'userData' are empty.");
        }
    }

    Reply delete(Input input) {
        synchronized (store) {
            StoredGroup group = store.groupToChange(input.path(ID));
            store.groups().remove(group.id);
        }
        return Reply.empty();
    }

    Reply train(Input input) {
        synchronized (store) {
            store.train(store.groupToChange(input.path(ID)));
        }
        String host = input.call().header("Host");
        String path = Service.PATH + "/largepersongroups/" + input.path(ID) + "/training";
        return Reply.accepted("https://" + (host == null ? "127.0.0.1" : host) + path);
    }

    Reply training(Input input) {
        synchronized (store) {
            Instant now = store.now();
            StoredGroup group = store.group(input.path(ID));
            Training training = group.training(now);
            if (training == null) {
                throw RefusedException.notFound(
                        "LargePersonGroupNotTrained", "The large person group was never trained.");
            }
            String status = training.status(now);
            Instant success = group.lastSuccess(now);
            return Reply.of(new Output()
                    .with("status", status)
                    .with("createdDateTime", time(training.created()))
                    .with("lastActionDateTime", time(lastAction(training, now)))
                    .with("lastSuccessfulTrainingDateTime", success == null ? null : time(success))
                    .with("message", status.equals("failed") ? "There is no persisted face in the group." : null));
        }
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static Instant lastAction(Training training, Instant now) {
        if (training.isOver(now)) {
            return training.ends();
        }
        return now.isBefore(training.starts()) ? training.created() : training.starts();
    }
}
