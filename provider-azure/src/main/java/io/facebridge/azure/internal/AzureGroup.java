package io.facebridge.azure.internal;

import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import org.jspecify.annotations.Nullable;

/** What is known of a group, for all calls. Safe for use by many threads. */
final class AzureGroup {
    private final AzureCalls calls;
    private final String name;
    private final PersonIndex index;
    private final Training training;
    private volatile @Nullable String model;

    AzureGroup(AzureCalls calls, String name, Training training) {
        this.calls = calls;
        this.name = name;
        this.training = training;
        index = new PersonIndex(calls, name);
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

    /** It was just made, with this model and nobody in it. */
    void startEmpty(String recognitionModel) {
        model = recognitionModel;
        index.startEmpty();
        training.startEmpty();
    }

    /** The recognition model that it was made with; the service is asked once. */
    String model(Deadline deadline) {
        String known = model;
        return known == null ? askForModel(deadline) : known;
    }

    /** The recognition model, as the service tells it now. */
    String askForModel(Deadline deadline) {
        String told = calls.send(
                AzureOperations.GET_GROUP,
                AzureRequest.get("largepersongroups", name).with("returnRecognitionModel", "true"),
                deadline,
                answer -> answer.json()
                        .get("recognitionModel")
                        .words()
                        .orElseThrow(() -> new UnusableAnswerException("no recognition model")));
        model = told;
        return told;
    }

    void forgetModel() {
        model = null;
    }
}
