package io.facebridge.aws.internal;

import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionRequest;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionResponse;

/** Reads the descriptions of collections. */
final class AwsCollections {
    private AwsCollections() {}

    static DescribeCollectionResponse describe(AwsCalls calls, String collection, Deadline deadline) {
        return calls.send(
                AwsOperations.DESCRIBE_COLLECTION,
                DescribeCollectionRequest.builder().collectionId(collection).build(),
                deadline,
                described -> {
                    UnusableAnswerException.requireText("face model version", described.faceModelVersion());
                    UnusableAnswerException.requireCount("number of persons", described.userCount());
                    UnusableAnswerException.requireCount("number of faces", described.faceCount());
                    return described;
                });
    }

    /**
     * Returns whether the collection has faces and no users: other applications enrolled it, and its persons are the faces'
     * external ids.
     */
    static boolean hasFacesAndNoUsers(DescribeCollectionResponse described) {
        return described.userCount() != null
                && described.userCount() == 0
                && described.faceCount() != null
                && described.faceCount() > 0;
    }

    /** Returns the face model version, which a collection keeps for its life and which determines its score scale. */
    static String model(AwsCalls calls, String collection, Deadline deadline) {
        return describe(calls, collection, deadline).faceModelVersion();
    }
}
