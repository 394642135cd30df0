package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.remote.RateLimit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsQuotasTest {
    @ParameterizedTest
    @CsvSource({
        "us-east-1, CompareFaces, 100",
        "eu-west-1, DetectFaces, 100",
        "eu-central-1, CompareFaces, 25",
        "us-west-2, SearchUsersByImage, 50",
        "ap-south-1, IndexFaces, 5",
        "us-east-1, AssociateFaces, 5",
        "us-east-1, CreateFaceLivenessSession, 25",
        "eu-west-1, GetFaceLivenessSessionResults, 5"
    })
    void are_those_of_the_region(String region, String operation, int perSecond) {
        assertThat(AwsQuotas.defaults(region)).containsEntry(operation, RateLimit.perSecond(perSecond));
    }
}
