package io.facebridge.tencent.internal;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import com.tencentcloudapi.iai.v20200303.models.*;
import io.facebridge.error.ImageRole;
import io.facebridge.remote.RemoteOperation;
import io.facebridge.tencent.internal.TencentOperation.Clients;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations that this provider uses, each with whether it is idempotent, so that it may be sent again if its effect is
 * unknown. Idempotent are those that only read and those that delete. A second CreateGroup or CreatePerson would fail because
 * of the first one, and a second CreateFace would enroll an image twice.
 */
final class TencentOperations {
    private static final String IMAGES = "images";
    private static final String GALLERIES = "galleries";
    private static final String SEARCHES = "searches";
    private static final String LIVENESS = "liveness";
    private static final String SESSIONS = "sessions";

    static final TencentOperation<DetectFaceRequest, DetectFaceResponse> DETECT_FACE =
            reading("DetectFace", IMAGES, ImageRole.SINGLE, IaiClient::DetectFace, DetectFaceResponse::getRequestId);
    static final TencentOperation<DetectFaceAttributesRequest, DetectFaceAttributesResponse> DETECT_FACE_ATTRIBUTES =
            reading(
                    "DetectFaceAttributes",
                    IMAGES,
                    ImageRole.SINGLE,
                    IaiClient::DetectFaceAttributes,
                    DetectFaceAttributesResponse::getRequestId);
    static final TencentOperation<AnalyzeFaceRequest, AnalyzeFaceResponse> ANALYZE_FACE =
            reading("AnalyzeFace", IMAGES, ImageRole.SINGLE, IaiClient::AnalyzeFace, AnalyzeFaceResponse::getRequestId);
    static final TencentOperation<CompareFaceRequest, CompareFaceResponse> COMPARE_FACE = reading(
            "CompareFace", IMAGES, ImageRole.UNKNOWN, IaiClient::CompareFace, CompareFaceResponse::getRequestId);
    static final TencentOperation<CompareMaskFaceRequest, CompareMaskFaceResponse> COMPARE_MASK_FACE = reading(
            "CompareMaskFace",
            IMAGES,
            ImageRole.UNKNOWN,
            IaiClient::CompareMaskFace,
            CompareMaskFaceResponse::getRequestId);
    static final TencentOperation<DetectLiveFaceAccurateRequest, DetectLiveFaceAccurateResponse>
            DETECT_LIVE_FACE_ACCURATE = reading(
                    "DetectLiveFaceAccurate",
                    LIVENESS,
                    ImageRole.SINGLE,
                    IaiClient::DetectLiveFaceAccurate,
                    DetectLiveFaceAccurateResponse::getRequestId);
    static final TencentOperation<DetectLiveFaceRequest, DetectLiveFaceResponse> DETECT_LIVE_FACE = reading(
            "DetectLiveFace",
            LIVENESS,
            ImageRole.SINGLE,
            IaiClient::DetectLiveFace,
            DetectLiveFaceResponse::getRequestId);
    static final TencentOperation<VerifyPersonRequest, VerifyPersonResponse> VERIFY_PERSON = reading(
            "VerifyPerson", SEARCHES, ImageRole.PROBE, IaiClient::VerifyPerson, VerifyPersonResponse::getRequestId);
    static final TencentOperation<VerifyFaceRequest, VerifyFaceResponse> VERIFY_FACE =
            reading("VerifyFace", SEARCHES, ImageRole.PROBE, IaiClient::VerifyFace, VerifyFaceResponse::getRequestId);
    static final TencentOperation<SearchPersonsRequest, SearchPersonsResponse> SEARCH_PERSONS = reading(
            "SearchPersons", SEARCHES, ImageRole.PROBE, IaiClient::SearchPersons, SearchPersonsResponse::getRequestId);
    static final TencentOperation<SearchFacesRequest, SearchFacesResponse> SEARCH_FACES = reading(
            "SearchFaces", SEARCHES, ImageRole.PROBE, IaiClient::SearchFaces, SearchFacesResponse::getRequestId);
    static final TencentOperation<GetGroupListRequest, GetGroupListResponse> GET_GROUP_LIST = reading(
            "GetGroupList", GALLERIES, ImageRole.UNKNOWN, IaiClient::GetGroupList, GetGroupListResponse::getRequestId);
    static final TencentOperation<GetGroupInfoRequest, GetGroupInfoResponse> GET_GROUP_INFO = reading(
            "GetGroupInfo", GALLERIES, ImageRole.UNKNOWN, IaiClient::GetGroupInfo, GetGroupInfoResponse::getRequestId);
    static final TencentOperation<GetPersonListRequest, GetPersonListResponse> GET_PERSON_LIST = reading(
            "GetPersonList",
            GALLERIES,
            ImageRole.UNKNOWN,
            IaiClient::GetPersonList,
            GetPersonListResponse::getRequestId);
    static final TencentOperation<GetPersonListNumRequest, GetPersonListNumResponse> GET_PERSON_LIST_NUM = reading(
            "GetPersonListNum",
            GALLERIES,
            ImageRole.UNKNOWN,
            IaiClient::GetPersonListNum,
            GetPersonListNumResponse::getRequestId);
    static final TencentOperation<GetPersonBaseInfoRequest, GetPersonBaseInfoResponse> GET_PERSON_BASE_INFO = reading(
            "GetPersonBaseInfo",
            GALLERIES,
            ImageRole.UNKNOWN,
            IaiClient::GetPersonBaseInfo,
            GetPersonBaseInfoResponse::getRequestId);
    static final TencentOperation<GetPersonGroupInfoRequest, GetPersonGroupInfoResponse> GET_PERSON_GROUP_INFO =
            reading(
                    "GetPersonGroupInfo",
                    GALLERIES,
                    ImageRole.UNKNOWN,
                    IaiClient::GetPersonGroupInfo,
                    GetPersonGroupInfoResponse::getRequestId);
    static final TencentOperation<CreateGroupRequest, CreateGroupResponse> CREATE_GROUP =
            writing("CreateGroup", false, IaiClient::CreateGroup, CreateGroupResponse::getRequestId);
    static final TencentOperation<CreatePersonRequest, CreatePersonResponse> CREATE_PERSON =
            writing("CreatePerson", false, IaiClient::CreatePerson, CreatePersonResponse::getRequestId);
    static final TencentOperation<CreateFaceRequest, CreateFaceResponse> CREATE_FACE =
            writing("CreateFace", false, IaiClient::CreateFace, CreateFaceResponse::getRequestId);
    static final TencentOperation<DeleteGroupRequest, DeleteGroupResponse> DELETE_GROUP =
            writing("DeleteGroup", true, IaiClient::DeleteGroup, DeleteGroupResponse::getRequestId);
    static final TencentOperation<DeletePersonRequest, DeletePersonResponse> DELETE_PERSON =
            writing("DeletePerson", true, IaiClient::DeletePerson, DeletePersonResponse::getRequestId);
    static final TencentOperation<DeletePersonFromGroupRequest, DeletePersonFromGroupResponse>
            DELETE_PERSON_FROM_GROUP = writing(
                    "DeletePersonFromGroup",
                    true,
                    IaiClient::DeletePersonFromGroup,
                    DeletePersonFromGroupResponse::getRequestId);
    static final TencentOperation<DeleteFaceRequest, DeleteFaceResponse> DELETE_FACE =
            writing("DeleteFace", true, IaiClient::DeleteFace, DeleteFaceResponse::getRequestId);

    /** Idempotent in effect: a second request opens a second session, which remains unused and ends by itself. */
    static final TencentOperation<FaceIdModels.TokenRequest, FaceIdModels.TokenResponse> GET_FACE_ID_TOKEN =
            new TencentOperation<>(
                    new RemoteOperation("GetFaceIdTokenIntl", SESSIONS, true),
                    false,
                    ImageRole.UNKNOWN,
                    (clients, request) -> clients.faceId()
                            .commonRequest(request, "GetFaceIdTokenIntl", FaceIdModels.TokenResponse.class),
                    FaceIdModels.TokenResponse::requestId);

    static final TencentOperation<FaceIdModels.ResultRequest, FaceIdModels.ResultResponse> GET_FACE_ID_RESULT =
            new TencentOperation<>(
                    new RemoteOperation("GetFaceIdResultIntl", SESSIONS, true),
                    true,
                    ImageRole.UNKNOWN,
                    (clients, request) -> clients.faceId()
                            .commonRequest(request, "GetFaceIdResultIntl", FaceIdModels.ResultResponse.class),
                    FaceIdModels.ResultResponse::requestId);

    private static final Map<String, TencentOperation<?, ?>> BY_NAME = Stream.<TencentOperation<?, ?>>of(
                    DETECT_FACE,
                    DETECT_FACE_ATTRIBUTES,
                    ANALYZE_FACE,
                    COMPARE_FACE,
                    COMPARE_MASK_FACE,
                    DETECT_LIVE_FACE_ACCURATE,
                    DETECT_LIVE_FACE,
                    VERIFY_PERSON,
                    VERIFY_FACE,
                    SEARCH_PERSONS,
                    SEARCH_FACES,
                    GET_GROUP_LIST,
                    GET_GROUP_INFO,
                    GET_PERSON_LIST,
                    GET_PERSON_LIST_NUM,
                    GET_PERSON_BASE_INFO,
                    GET_PERSON_GROUP_INFO,
                    CREATE_GROUP,
                    CREATE_PERSON,
                    CREATE_FACE,
                    DELETE_GROUP,
                    DELETE_PERSON,
                    DELETE_PERSON_FROM_GROUP,
                    DELETE_FACE,
                    GET_FACE_ID_TOKEN,
                    GET_FACE_ID_RESULT)
            .collect(Collectors.toUnmodifiableMap(TencentOperation::name, operation -> operation));

    private TencentOperations() {}

    /** Returns the vendor's names of all operations. */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Returns whether an operation never has an effect. */
    static boolean reads(RemoteOperation operation) {
        return Optional.ofNullable(BY_NAME.get(operation.name()))
                .map(TencentOperation::reads)
                .orElse(false);
    }

    /** Returns the image in the operation's request. */
    static ImageRole imageRole(RemoteOperation operation) {
        return Optional.ofNullable(BY_NAME.get(operation.name()))
                .map(TencentOperation::imageRole)
                .orElse(ImageRole.UNKNOWN);
    }

    private static <Q, A> TencentOperation<Q, A> reading(
            String name,
            String group,
            ImageRole imageRole,
            Method<Q, A> method,
            Function<A, @Nullable String> requestId) {
        return new TencentOperation<>(new RemoteOperation(name, group, true), true, imageRole, method::send, requestId);
    }

    private static <Q, A> TencentOperation<Q, A> writing(
            String name, boolean idempotent, Method<Q, A> method, Function<A, @Nullable String> requestId) {
        return new TencentOperation<>(
                new RemoteOperation(name, GALLERIES, idempotent), false, ImageRole.REFERENCE, method::send, requestId);
    }

    /** A method of the client for face recognition. */
    @FunctionalInterface
    private interface Method<Q, A> {
        A send(IaiClient client, Q request) throws TencentCloudSDKException;

        default A send(Clients clients, Q request) throws TencentCloudSDKException {
            return send(clients.iai(), request);
        }
    }
}
