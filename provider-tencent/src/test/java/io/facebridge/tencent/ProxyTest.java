package io.facebridge.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.FaceGalleries;
import io.facebridge.testkit.CannedService;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class ProxyTest {
    @Test
    void a_request_goes_through_the_proxy_of_a_client_of_the_callers() {
        try (CannedService proxy = TencentClients.cannedService()
                .with("GetGroupList", "{\"Response\":{\"RequestId\":\"17\",\"GroupInfos\":[],\"GroupNum\":0}}")) {
            OkHttpClient own = new OkHttpClient.Builder()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP,
                            new InetSocketAddress(
                                    proxy.endpoint().getHost(), proxy.endpoint().getPort())))
                    .build();

            // No name server knows it: only a proxy has an answer.
            try (TencentFaces faces = TencentClients.faces(URI.create("http://iai.invalid"))
                    .httpClient(own)
                    .build()) {
                assertThat(faces.require(FaceGalleries.class).list()).isEmpty();
            }

            assertThat(proxy.requests()).containsExactly("GetGroupList");
        }
    }
}
