package io.facebridge.azure.internal;

import io.facebridge.error.ImageRole;
import io.facebridge.remote.RemoteOperation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations that this provider uses, each with whether it is idempotent, so that it may be sent again if its effect is
 * unknown. Idempotent are those that only read, those that delete, and training. A second CreatePerson or AddFace would create
 * another person or face, and a second session would hold an image that is never deleted by this provider.
 */
final class AzureOperations {
    private static final String IMAGES = "images";
    private static final String SEARCHES = "searches";
    private static final String GALLERIES = "galleries";
    private static final String SESSIONS = "sessions";

    static final AzureOperation DETECT = reading("Detect", IMAGES);
    static final AzureOperation VERIFY = reading("Verify", SEARCHES);
    static final AzureOperation IDENTIFY = reading("Identify", SEARCHES);
    static final AzureOperation GET_GROUP = reading("GetLargePersonGroup", GALLERIES);
    static final AzureOperation LIST_GROUPS = reading("ListLargePersonGroups", GALLERIES);
    static final AzureOperation CREATE_GROUP = writing("CreateLargePersonGroup", GALLERIES, false);
    static final AzureOperation DELETE_GROUP = writing("DeleteLargePersonGroup", GALLERIES, true);
    static final AzureOperation TRAIN = writing("Train", GALLERIES, true);
    static final AzureOperation GET_TRAINING_STATUS = reading("GetTrainingStatus", GALLERIES);
    static final AzureOperation GET_PERSON = reading("GetPerson", GALLERIES);
    static final AzureOperation LIST_PERSONS = reading("ListPersons", GALLERIES);
    static final AzureOperation CREATE_PERSON = writing("CreatePerson", GALLERIES, false);
    static final AzureOperation DELETE_PERSON = writing("DeletePerson", GALLERIES, true);
    static final AzureOperation ADD_FACE = writing("AddFace", GALLERIES, false);
    static final AzureOperation GET_FACE = reading("GetFace", GALLERIES);
    static final AzureOperation DELETE_FACE = writing("DeleteFace", GALLERIES, true);
    static final AzureOperation CREATE_SESSION = writing("CreateLivenessSession", SESSIONS, false);
    static final AzureOperation CREATE_SESSION_WITH_VERIFY =
            writing("CreateLivenessWithVerifySession", SESSIONS, false);
    static final AzureOperation GET_SESSION = reading("GetLivenessSession", SESSIONS);
    static final AzureOperation GET_SESSION_WITH_VERIFY = reading("GetLivenessWithVerifySession", SESSIONS);
    static final AzureOperation DELETE_SESSION = writing("DeleteLivenessSession", SESSIONS, true);
    static final AzureOperation DELETE_SESSION_WITH_VERIFY = writing("DeleteLivenessWithVerifySession", SESSIONS, true);
    static final AzureOperation GET_SESSION_IMAGE = reading("GetSessionImage", SESSIONS);

    private static final Map<String, AzureOperation> BY_NAME = Stream.of(
                    DETECT,
                    VERIFY,
                    IDENTIFY,
                    GET_GROUP,
                    LIST_GROUPS,
                    CREATE_GROUP,
                    DELETE_GROUP,
                    TRAIN,
                    GET_TRAINING_STATUS,
                    GET_PERSON,
                    LIST_PERSONS,
                    CREATE_PERSON,
                    DELETE_PERSON,
                    ADD_FACE,
                    GET_FACE,
                    DELETE_FACE,
                    CREATE_SESSION,
                    CREATE_SESSION_WITH_VERIFY,
                    GET_SESSION,
                    GET_SESSION_WITH_VERIFY,
                    DELETE_SESSION,
                    DELETE_SESSION_WITH_VERIFY,
                    GET_SESSION_IMAGE)
            .collect(Collectors.toUnmodifiableMap(AzureOperation::name, operation -> operation));

    private AzureOperations() {}

    /** Returns the names of all operations. */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Returns whether an operation never has an effect. */
    static boolean reads(RemoteOperation operation) {
        return Optional.ofNullable(BY_NAME.get(operation.name()))
                .map(AzureOperation::reads)
                .orElse(false);
    }

    /** Returns the image in the operation's request. */
    static ImageRole imageRole(RemoteOperation operation) {
        return Optional.ofNullable(BY_NAME.get(operation.name()))
                .map(AzureOperation::imageRole)
                .orElse(ImageRole.UNKNOWN);
    }

    /** Returns whether the operation's request contains an image. */
    static boolean sendsImage(RemoteOperation operation) {
        return Stream.of(DETECT, ADD_FACE, CREATE_SESSION_WITH_VERIFY)
                .anyMatch(sending -> sending.remote().equals(operation));
    }

    private static AzureOperation reading(String name, String group) {
        return new AzureOperation(new RemoteOperation(name, group, true), true, ImageRole.SINGLE);
    }

    private static AzureOperation writing(String name, String group, boolean idempotent) {
        return new AzureOperation(new RemoteOperation(name, group, idempotent), false, ImageRole.REFERENCE);
    }
}
