package io.facebridge.tencent;

/** The two sites of Tencent Cloud, which differ in accounts, endpoints and operations. */
public enum TencentSite {
    /** {@code cloud.tencent.com}, for accounts in mainland China. Its liveness sessions are not supported. */
    DOMESTIC("tencentcloudapi.com"),
    /** {@code tencentcloud.com}. Does not offer the comparison of masked faces. */
    INTERNATIONAL("intl.tencentcloudapi.com");

    private final String domain;

    TencentSite(String domain) {
        this.domain = domain;
    }

    String endpoint(String service) {
        return service + "." + domain;
    }
}
