package io.facebridge.aws.internal;

import io.facebridge.remote.RemoteOperation;
import java.util.Set;

/**
 * Rekognition's operations, and which of them may be sent again when nobody knows whether they were carried out: those that
 * only read, those that delete, those with a client request token, and IndexFaces, which recognises the same picture under
 * the same external id. CreateCollection is none of these.
 */
final class AwsOperations {
    private static final String IMAGES = "images";
    private static final String GALLERIES = "galleries";
    private static final String SEARCHES = "searches";
    private static final String LIVENESS = "liveness";

    static final RemoteOperation DETECT_FACES = new RemoteOperation("DetectFaces", IMAGES, true);
    static final RemoteOperation COMPARE_FACES = new RemoteOperation("CompareFaces", IMAGES, true);
    static final RemoteOperation CREATE_COLLECTION = new RemoteOperation("CreateCollection", GALLERIES, false);
    static final RemoteOperation DESCRIBE_COLLECTION = new RemoteOperation("DescribeCollection", GALLERIES, true);
    static final RemoteOperation LIST_COLLECTIONS = new RemoteOperation("ListCollections", GALLERIES, true);
    static final RemoteOperation DELETE_COLLECTION = new RemoteOperation("DeleteCollection", GALLERIES, true);
    static final RemoteOperation INDEX_FACES = new RemoteOperation("IndexFaces", GALLERIES, true);
    static final RemoteOperation LIST_FACES = new RemoteOperation("ListFaces", GALLERIES, true);
    static final RemoteOperation DELETE_FACES = new RemoteOperation("DeleteFaces", GALLERIES, true);
    static final RemoteOperation CREATE_USER = new RemoteOperation("CreateUser", GALLERIES, true);
    static final RemoteOperation DELETE_USER = new RemoteOperation("DeleteUser", GALLERIES, true);
    static final RemoteOperation LIST_USERS = new RemoteOperation("ListUsers", GALLERIES, true);
    static final RemoteOperation ASSOCIATE_FACES = new RemoteOperation("AssociateFaces", GALLERIES, true);
    static final RemoteOperation DISASSOCIATE_FACES = new RemoteOperation("DisassociateFaces", GALLERIES, true);
    static final RemoteOperation SEARCH_FACES = new RemoteOperation("SearchFaces", SEARCHES, true);
    static final RemoteOperation SEARCH_FACES_BY_IMAGE = new RemoteOperation("SearchFacesByImage", SEARCHES, true);
    static final RemoteOperation SEARCH_USERS = new RemoteOperation("SearchUsers", SEARCHES, true);
    static final RemoteOperation SEARCH_USERS_BY_IMAGE = new RemoteOperation("SearchUsersByImage", SEARCHES, true);
    static final RemoteOperation CREATE_SESSION = new RemoteOperation("CreateFaceLivenessSession", LIVENESS, true);
    static final RemoteOperation SESSION_RESULTS = new RemoteOperation("GetFaceLivenessSessionResults", LIVENESS, true);

    private static final Set<RemoteOperation> READING = Set.of(
            DETECT_FACES,
            COMPARE_FACES,
            DESCRIBE_COLLECTION,
            LIST_COLLECTIONS,
            LIST_FACES,
            LIST_USERS,
            SEARCH_FACES,
            SEARCH_FACES_BY_IMAGE,
            SEARCH_USERS,
            SEARCH_USERS_BY_IMAGE,
            SESSION_RESULTS);

    private AwsOperations() {}

    /** Whether it leaves nothing behind, whatever becomes of it. */
    static boolean reads(RemoteOperation operation) {
        return READING.contains(operation);
    }
}
