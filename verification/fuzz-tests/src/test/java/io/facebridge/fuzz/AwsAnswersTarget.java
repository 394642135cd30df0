package io.facebridge.fuzz;

import io.facebridge.FaceProvider;
import io.facebridge.aws.AwsFaces;
import io.facebridge.remote.CallPolicy;
import io.facebridge.testkit.PaintedFaces;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers of Amazon Rekognition. */
final class AwsAnswersTarget extends AnswersTarget {
    private static final String BOX = "\"BoundingBox\":{\"Width\":0.5,\"Height\":0.5,\"Left\":0.17,\"Top\":0.17}";
    private static final String FACE =
            "{" + BOX + ",\"Confidence\":99.0,\"Landmarks\":[{\"Type\":\"eyeLeft\",\"X\":0.29,\"Y\":0.29},"
                    + "{\"Type\":\"eyeRight\",\"X\":0.54,\"Y\":0.29},{\"Type\":\"mouthLeft\",\"X\":0.29,\"Y\":0.54},{\"Type\":\"mouthRight\",\"X\":0.54,\"Y\":0.54},"
                    + "{\"Type\":\"nose\",\"X\":0.42,\"Y\":0.42}],\"Pose\":{\"Roll\":3.0,\"Yaw\":1.0,\"Pitch\":2.0},\"Quality\":{\"Brightness\":50.0,\"Sharpness\":90.0}";
    private static final String EVERYTHING = FACE
            + ",\"AgeRange\":{\"Low\":20,\"High\":30},\"Smile\":{\"Value\":false,\"Confidence\":50.0},\"Gender\":{\"Value\":\"Female\",\"Confidence\":50.0},"
            + "\"EyesOpen\":{\"Value\":true,\"Confidence\":50.0},\"Emotions\":[{\"Type\":\"HAPPY\",\"Confidence\":12.5},{\"Type\":\"CALM\",\"Confidence\":80}],"
            + "\"FaceOccluded\":{\"Value\":false,\"Confidence\":50.0},\"EyeDirection\":{\"Yaw\":1.0,\"Pitch\":2.0,\"Confidence\":50.0}}";
    private static final String ID = "79cfd213-09ea-4138-9d85-037b152545d2";
    private static final String LISTED = "{\"FaceId\":\"" + ID + "\"," + BOX
            + ",\"ImageId\":\"508e2efe-f11f-4af3-bb2b-384ab6a6021d\",\"Confidence\":99.0,\"UserId\":\"ada\"}";
    private static final String SEARCHED = "{\"FaceModelVersion\":\"7.0\",\"SearchedFace\":{\"FaceDetail\":{" + BOX
            + ",\"Confidence\":99.0}},\"UserMatches\":[{\"Similarity\":99.9,\"User\":{\"UserId\":\"ada\",\"UserStatus\":\"ACTIVE\"}}],\"UnsearchedFaces\":[]}";
    private static final String IMAGE =
            Base64.getEncoder().encodeToString(PaintedFaces.image("png", 40, 40, PaintedFaces.face(8, 8, 24, 7, 1)));
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("DetectFaces", "{\"FaceDetails\":[" + EVERYTHING + "]}"),
            Map.entry(
                    "CompareFaces",
                    "{\"SourceImageFace\":{" + BOX
                            + ",\"Confidence\":99.0},\"FaceMatches\":[{\"Similarity\":99.9,\"Face\":" + FACE
                            + "}}],\"UnmatchedFaces\":[]}"),
            Map.entry(
                    "CreateCollection",
                    "{\"StatusCode\":200,\"CollectionArn\":\"aws:rekognition:eu-west-1:0:collection/staff\",\"FaceModelVersion\":\"7.0\"}"),
            Map.entry("DeleteCollection", "{\"StatusCode\":200}"),
            Map.entry(
                    "DescribeCollection",
                    "{\"FaceCount\":1,\"FaceModelVersion\":\"7.0\",\"CreationTimestamp\":1795972947.921,\"UserCount\":1}"),
            Map.entry("ListCollections", "{\"CollectionIds\":[\"staff\"],\"FaceModelVersions\":[\"7.0\"]}"),
            Map.entry(
                    "IndexFaces",
                    "{\"FaceRecords\":[{\"Face\":" + LISTED + ",\"FaceDetail\":" + FACE
                            + "}}],\"FaceModelVersion\":\"7.0\",\"UnindexedFaces\":[]}"),
            Map.entry("ListFaces", "{\"Faces\":[" + LISTED + "],\"FaceModelVersion\":\"7.0\"}"),
            Map.entry("DeleteFaces", "{\"DeletedFaces\":[\"" + ID + "\"],\"UnsuccessfulFaceDeletions\":[]}"),
            Map.entry("ListUsers", "{\"Users\":[{\"UserId\":\"ada\",\"UserStatus\":\"ACTIVE\"}]}"),
            Map.entry(
                    "AssociateFaces",
                    "{\"AssociatedFaces\":[{\"FaceId\":\"" + ID
                            + "\"}],\"UnsuccessfulFaceAssociations\":[],\"UserStatus\":\"ACTIVE\"}"),
            Map.entry(
                    "DisassociateFaces",
                    "{\"DisassociatedFaces\":[{\"FaceId\":\"" + ID + "\"}],\"UserStatus\":\"UPDATING\"}"),
            Map.entry("SearchUsersByImage", SEARCHED),
            Map.entry("CreateFaceLivenessSession", "{\"SessionId\":\"ebe183f2-8aa4-4de2-8335-86d209be59fc\"}"),
            Map.entry(
                    "GetFaceLivenessSessionResults",
                    "{\"SessionId\":\"ebe183f2-8aa4-4de2-8335-86d209be59fc\",\"Status\":\"SUCCEEDED\",\"Confidence\":97.5,\"ReferenceImage\":{\"Bytes\":\""
                            + IMAGE + "\"," + BOX + "},\"AuditImages\":[{\"Bytes\":\"" + IMAGE + "\"}]}"));

    @Override
    FaceProvider open(CallPolicy policy) {
        return AwsFaces.builder()
                .region("eu-west-1")
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET)))
                .minLivenessConfidence(90)
                .httpClient(new Connection())
                .callPolicy(policy)
                .build();
    }

    @Override
    boolean remembers() {
        return false;
    }

    @Override
    String refusal() {
        return "{\"__type\":\"InvalidParameterException\",\"message\":\"no\",\"Code\":\"no\"}";
    }

    /** In the place of a connection. */
    private final class Connection implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            String name = request.httpRequest()
                    .firstMatchingHeader("X-Amz-Target")
                    .orElseThrow()
                    .replaceFirst(".*\\.", "");
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    Answer answer = answer(name);
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder()
                                    .statusCode(answer.status())
                                    .putHeader("Content-Type", "application/x-amz-json-1.1")
                                    .putHeader("x-amzn-RequestId", "17")
                                    .build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    @Override
    Map<String, String> answers() {
        return ANSWERS;
    }
}
