package io.facebridge.aws.internal;

import io.facebridge.remote.RateLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rekognition's default quotas in requests per second, for one account in one region, according to the AWS General Reference
 * ("Amazon Rekognition endpoints and quotas"). An account may have higher ones.
 */
final class AwsQuotas {
    private static final Set<String> LARGE_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");

    private static final Set<String> LIVENESS_REGIONS = Set.of("us-east-1", "us-west-2");

    private AwsQuotas() {}

    /** Returns the quotas by the vendor's names of the operations; an operation that the reference does not list has no limit. */
    static Map<String, RateLimit> defaults(String region) {
        boolean large = LARGE_REGIONS.contains(region);
        Map<String, RateLimit> quotas = new HashMap<>();
        put(quotas, large ? 100 : 25, List.of("CompareFaces", "DetectFaces"));
        put(
                quotas,
                large ? 50 : 5,
                List.of(
                        "IndexFaces",
                        "ListFaces",
                        "SearchFaces",
                        "SearchFacesByImage",
                        "SearchUsers",
                        "SearchUsersByImage"));
        put(
                quotas,
                5,
                List.of(
                        "AssociateFaces",
                        "DisassociateFaces",
                        "CreateCollection",
                        "DeleteCollection",
                        "DeleteFaces",
                        "DescribeCollection",
                        "ListCollections",
                        "CreateUser",
                        "DeleteUser",
                        "ListUsers"));
        put(
                quotas,
                LIVENESS_REGIONS.contains(region) ? 25 : 5,
                List.of("CreateFaceLivenessSession", "GetFaceLivenessSessionResults"));
        return Map.copyOf(quotas);
    }

    private static void put(Map<String, RateLimit> quotas, int perSecond, List<String> operations) {
        operations.forEach(operation -> quotas.put(operation, RateLimit.perSecond(perSecond)));
    }
}
