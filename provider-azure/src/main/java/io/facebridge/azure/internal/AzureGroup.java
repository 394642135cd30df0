package io.facebridge.azure.internal;

import io.facebridge.azure.internal.AzureCalls.Answer;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A group: sends its requests, and keeps known facts about it for all calls. They are discarded if the service does not have
 * the group, or rejects a request, because another program may have created it again. Thread-safe.
 */
final class AzureGroup {
    private final AzureCalls calls;
    private final AzureGroups groups;
    private final String name;
    private final PersonIndex index;
    private final Training training;
    private volatile @Nullable String model;

    AzureGroup(AzureCalls calls, AzureGroups groups, String name, Duration quiet, LongSupplier nanos) {
        this.calls = calls;
        this.groups = groups;
        this.name = name;
        index = new PersonIndex(this);
        training = new Training(this, quiet, nanos);
    }

    /** Sends one request about this group; {@code read} converts its response, or throws if it is unusable. */
    <T> T send(AzureOperation operation, AzureRequest request, Deadline deadline, Function<Answer, T> read) {
        try {
            return calls.send(operation, request, deadline, read);
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                groups.remove(this);
            }
            throw e;
        } catch (RequestRefusedException e) {
            // Another program may have created it again, with another model.
            model = null;
            throw e;
        }
    }

    /** Sends one request whose response has no content. */
    void send(AzureOperation operation, AzureRequest request, Deadline deadline) {
        send(operation, request, deadline, answer -> true);
    }

    /** Waits between two requests. */
    void pause(Duration wait, Deadline deadline) {
        calls.pause(wait, deadline);
    }

    String name() {
        return name;
    }

    PersonIndex index() {
        return index;
    }

    Training training() {
        return training;
    }

    /** Marks the group as created just now, with this model and empty. */
    void startEmpty(String recognitionModel) {
        model = recognitionModel;
        index.startEmpty();
        training.startEmpty();
    }

    /** Returns the recognition model that the group was created with; requests it from the service once. */
    String model(Deadline deadline) {
        String known = model;
        return known == null ? requestModel(deadline) : known;
    }

    /** Requests the recognition model from the service and returns it. */
    String requestModel(Deadline deadline) {
        String reported = send(
                AzureOperations.GET_GROUP,
                AzureRequest.get("largepersongroups", name).with("returnRecognitionModel", "true"),
                deadline,
                answer -> answer.json()
                        .get("recognitionModel")
                        .words()
                        .orElseThrow(() -> new UnusableAnswerException("no recognition model")));
        model = reported;
        return reported;
    }
}
