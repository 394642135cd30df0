package io.facebridge.aws.internal;

import io.facebridge.error.ImageRole;
import io.facebridge.remote.RemoteOperation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.*;

/**
 * The operations of Rekognition that this provider uses, each with whether it is idempotent, so that it may be sent again if
 * its effect is unknown. Idempotent are those that only read, those that delete, those with a client request token, and
 * IndexFaces, which recognizes the same image under the same external id. CreateCollection is not.
 */
final class AwsOperations {
    private static final String IMAGES = "images";
    private static final String GALLERIES = "galleries";
    private static final String SEARCHES = "searches";
    private static final String LIVENESS = "liveness";

    static final AwsOperation<DetectFacesRequest, DetectFacesResponse> DETECT_FACES =
            reading("DetectFaces", IMAGES, RekognitionClient::detectFaces);
    static final AwsOperation<CompareFacesRequest, CompareFacesResponse> COMPARE_FACES =
            withFace("CompareFaces", IMAGES, ImageRole.UNKNOWN, RekognitionClient::compareFaces);
    static final AwsOperation<CreateCollectionRequest, CreateCollectionResponse> CREATE_COLLECTION =
            writing("CreateCollection", GALLERIES, false, RekognitionClient::createCollection);
    static final AwsOperation<DescribeCollectionRequest, DescribeCollectionResponse> DESCRIBE_COLLECTION =
            reading("DescribeCollection", GALLERIES, RekognitionClient::describeCollection);
    static final AwsOperation<ListCollectionsRequest, ListCollectionsResponse> LIST_COLLECTIONS =
            reading("ListCollections", GALLERIES, RekognitionClient::listCollections);
    static final AwsOperation<DeleteCollectionRequest, DeleteCollectionResponse> DELETE_COLLECTION =
            writing("DeleteCollection", GALLERIES, true, RekognitionClient::deleteCollection);
    static final AwsOperation<IndexFacesRequest, IndexFacesResponse> INDEX_FACES =
            writing("IndexFaces", GALLERIES, true, RekognitionClient::indexFaces);
    static final AwsOperation<ListFacesRequest, ListFacesResponse> LIST_FACES =
            reading("ListFaces", GALLERIES, RekognitionClient::listFaces);
    static final AwsOperation<DeleteFacesRequest, DeleteFacesResponse> DELETE_FACES =
            writing("DeleteFaces", GALLERIES, true, RekognitionClient::deleteFaces);
    static final AwsOperation<CreateUserRequest, CreateUserResponse> CREATE_USER =
            writing("CreateUser", GALLERIES, true, RekognitionClient::createUser);
    static final AwsOperation<DeleteUserRequest, DeleteUserResponse> DELETE_USER =
            writing("DeleteUser", GALLERIES, true, RekognitionClient::deleteUser);
    static final AwsOperation<ListUsersRequest, ListUsersResponse> LIST_USERS =
            reading("ListUsers", GALLERIES, RekognitionClient::listUsers);
    static final AwsOperation<AssociateFacesRequest, AssociateFacesResponse> ASSOCIATE_FACES =
            writing("AssociateFaces", GALLERIES, true, RekognitionClient::associateFaces);
    static final AwsOperation<DisassociateFacesRequest, DisassociateFacesResponse> DISASSOCIATE_FACES =
            writing("DisassociateFaces", GALLERIES, true, RekognitionClient::disassociateFaces);
    static final AwsOperation<SearchFacesRequest, SearchFacesResponse> SEARCH_FACES =
            reading("SearchFaces", SEARCHES, RekognitionClient::searchFaces);
    static final AwsOperation<SearchFacesByImageRequest, SearchFacesByImageResponse> SEARCH_FACES_BY_IMAGE =
            withFace("SearchFacesByImage", SEARCHES, ImageRole.PROBE, RekognitionClient::searchFacesByImage);
    static final AwsOperation<SearchUsersRequest, SearchUsersResponse> SEARCH_USERS =
            reading("SearchUsers", SEARCHES, RekognitionClient::searchUsers);
    static final AwsOperation<SearchUsersByImageRequest, SearchUsersByImageResponse> SEARCH_USERS_BY_IMAGE =
            reading("SearchUsersByImage", SEARCHES, RekognitionClient::searchUsersByImage);
    static final AwsOperation<CreateFaceLivenessSessionRequest, CreateFaceLivenessSessionResponse> CREATE_SESSION =
            writing("CreateFaceLivenessSession", LIVENESS, true, RekognitionClient::createFaceLivenessSession);
    static final AwsOperation<GetFaceLivenessSessionResultsRequest, GetFaceLivenessSessionResultsResponse>
            SESSION_RESULTS = reading(
                    "GetFaceLivenessSessionResults", LIVENESS, RekognitionClient::getFaceLivenessSessionResults);

    private static final Map<String, AwsOperation<?, ?>> BY_NAME = Stream.<AwsOperation<?, ?>>of(
                    DETECT_FACES,
                    COMPARE_FACES,
                    CREATE_COLLECTION,
                    DESCRIBE_COLLECTION,
                    LIST_COLLECTIONS,
                    DELETE_COLLECTION,
                    INDEX_FACES,
                    LIST_FACES,
                    DELETE_FACES,
                    CREATE_USER,
                    DELETE_USER,
                    LIST_USERS,
                    ASSOCIATE_FACES,
                    DISASSOCIATE_FACES,
                    SEARCH_FACES,
                    SEARCH_FACES_BY_IMAGE,
                    SEARCH_USERS,
                    SEARCH_USERS_BY_IMAGE,
                    CREATE_SESSION,
                    SESSION_RESULTS)
            .collect(Collectors.toUnmodifiableMap(AwsOperation::name, operation -> operation));

    private AwsOperations() {}

    /** Returns the vendor's names of all operations. */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Returns whether an operation never has an effect. */
    static boolean reads(RemoteOperation operation) {
        return Optional.ofNullable(BY_NAME.get(operation.name()))
                .map(AwsOperation::reads)
                .orElse(false);
    }

    /** Returns the image without a face if the service reports an invalid parameter; empty if that error has another meaning. */
    static Optional<ImageRole> withoutFace(RemoteOperation operation) {
        return Optional.ofNullable(BY_NAME.get(operation.name())).map(AwsOperation::imageRole);
    }

    private static <Q extends RekognitionRequest, A extends RekognitionResponse> AwsOperation<Q, A> reading(
            String name, String group, BiFunction<RekognitionClient, Q, A> method) {
        return new AwsOperation<>(new RemoteOperation(name, group, true), true, null, method);
    }

    private static <Q extends RekognitionRequest, A extends RekognitionResponse> AwsOperation<Q, A> withFace(
            String name, String group, ImageRole imageRole, BiFunction<RekognitionClient, Q, A> method) {
        return new AwsOperation<>(new RemoteOperation(name, group, true), true, imageRole, method);
    }

    private static <Q extends RekognitionRequest, A extends RekognitionResponse> AwsOperation<Q, A> writing(
            String name, String group, boolean idempotent, BiFunction<RekognitionClient, Q, A> method) {
        return new AwsOperation<>(new RemoteOperation(name, group, idempotent), false, null, method);
    }
}
