package io.facebridge.tencent;

/** The two sites of Tencent Cloud, whose accounts, endpoints and operations are not the same. */
public enum TencentSite {
    /** {@code cloud.tencent.com}, for accounts in mainland China. Has no liveness sessions that suit this library. */
    DOMESTIC("tencentcloudapi.com"),
    /** {@code tencentcloud.com}. Has no comparison of masked faces. */
    INTERNATIONAL("intl.tencentcloudapi.com");

    private final String domain;

    TencentSite(String domain) {
        this.domain = domain;
    }

    String endpoint(String service) {
        return service + "." + domain;
    }
}
