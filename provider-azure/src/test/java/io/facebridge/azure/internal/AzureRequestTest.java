package io.facebridge.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.http.HttpMethod;
import io.facebridge.error.ImageRole;
import io.facebridge.remote.Pages.Page;
import io.facebridge.remote.RateLimit;
import io.facebridge.remote.RemoteOperation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureRequestTest {
    private static final RemoteOperation UNKNOWN = new RemoteOperation("Unknown", "images", false);

    // Requests

    @Test
    void a_request_has_a_method_and_a_path_whose_parts_are_encoded() {
        assertThat(AzureRequest.get("a", "b c").method()).isEqualTo(HttpMethod.GET);
        assertThat(AzureRequest.post("a").method()).isEqualTo(HttpMethod.POST);
        assertThat(AzureRequest.put("a").method()).isEqualTo(HttpMethod.PUT);
        assertThat(AzureRequest.delete("a").method()).isEqualTo(HttpMethod.DELETE);
        assertThat(AzureRequest.get("a", "b c/d").path()).isEqualTo("/a/b%20c%2Fd");
        assertThat(AzureRequest.get("a").contentType()).isNull();
        assertThat(AzureRequest.get("a").body()).isEmpty();
    }

    @Test
    void parameters_are_encoded_and_not_shown() {
        AzureRequest request = AzureRequest.get("a").with("x", "1 2").with("y", "&");

        assertThat(request.path()).isEqualTo("/a?x=1%202&y=%26");
        assertThat(request).hasToString("GET /a");
    }

    @Test
    void an_object_is_sent_as_json_and_a_picture_as_it_is() {
        AzureRequest object = AzureRequest.post("a").json(members -> members.writeStringField("name", "ada"));
        byte[] picture = {1, 2, 3};
        AzureRequest sent = AzureRequest.post("a").picture(picture);

        assertThat(object.contentType()).isEqualTo("application/json");
        assertThat(new String(object.body(), StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"ada\"}");
        assertThat(sent.contentType()).isEqualTo("application/octet-stream");
        assertThat(sent.body()).isSameAs(picture);
    }

    @Test
    void a_form_holds_texts_and_a_file() {
        AzureRequest request = new Multipart("line")
                .text("mode", "ä")
                .file("image", "image.jpg", "bytes".getBytes(StandardCharsets.US_ASCII))
                .in(AzureRequest.post("a"));

        assertThat(request.contentType()).isEqualTo("multipart/form-data; boundary=line");
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\r\n",
                        "--line",
                        "Content-Disposition: form-data; name=\"mode\"",
                        "Content-Type: text/plain; charset=utf-8",
                        "",
                        "ä",
                        "--line",
                        "Content-Disposition: form-data; name=\"image\"; filename=\"image.jpg\"",
                        "Content-Type: application/octet-stream",
                        "",
                        "bytes",
                        "--line--",
                        ""));
    }

    @Test
    void a_list_goes_on_after_the_last_name_of_a_full_page() {
        List<String> full = Collections.nCopies(1000, "ada");
        List<String> shorter = full.subList(0, 999);

        assertThat(AzurePages.after(null, AzureRequest.get("a")).path()).isEqualTo("/a?top=1000");
        assertThat(AzurePages.after("ada", AzureRequest.get("a")).path()).isEqualTo("/a?top=1000&start=ada");
        assertThat(AzurePages.page(List.of(1), full)).isEqualTo(new Page<>(List.of(1), "ada"));
        assertThat(AzurePages.page(List.of(1), shorter)).isEqualTo(new Page<>(List.of(1), null));
    }

    // Endpoints

    @ParameterizedTest
    @CsvSource({
        "https://NAME.cognitiveservices.azure.com, https://name.cognitiveservices.azure.com",
        "HTTPS://name.cognitiveservices.azure.com//face/v1.2/, https://name.cognitiveservices.azure.com",
        "https://name.cognitiveservices.azure.com/face, https://name.cognitiveservices.azure.com",
        "https://localhost:8443/, https://localhost:8443",
        "https://localhost:0, https://localhost:0"
    })
    void an_endpoint_is_what_the_portal_shows_with_or_without_the_services_path(String address, String base) {
        AzureEndpoint endpoint = AzureEndpoint.of(URI.create(address));

        assertThat(endpoint.base()).isEqualTo(base);
        assertThat(endpoint.address("/detect")).isEqualTo(base + "/face/v1.2/detect");
        assertThat(endpoint.host()).isEqualTo(URI.create(base).getHost());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://name.cognitiveservices.azure.com",
                "name.cognitiveservices.azure.com",
                "https:///face",
                "https://user:hush@name.cognitiveservices.azure.com",
                "https://name.cognitiveservices.azure.com?key=hush",
                "https://name.cognitiveservices.azure.com#hush",
                "https://name.cognitiveservices.azure.com/other",
                "https:opaque"
            })
    void what_is_more_or_less_than_an_endpoint_is_refused_without_its_secrets(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureEndpoint.of(URI.create(address)))
                .withMessageContaining("an endpoint of Azure AI Face")
                .withMessageNotContaining("hush");
    }

    @Test
    void the_endpoint_of_a_region_takes_keys_only() {
        assertThat(AzureEndpoint.of(URI.create("https://westeurope.api.cognitive.microsoft.com"))
                        .takesKeysOnly())
                .isTrue();
        assertThat(AzureEndpoint.of(URI.create("https://name.cognitiveservices.azure.com"))
                        .takesKeysOnly())
                .isFalse();
    }

    // Operations

    @Test
    void what_reads_leaves_nothing_behind_and_what_is_not_known_may() {
        assertThat(AzureOperations.reads(AzureOperations.DETECT.remote())).isTrue();
        assertThat(AzureOperations.reads(AzureOperations.GET_SESSION_IMAGE.remote()))
                .isTrue();
        assertThat(AzureOperations.reads(AzureOperations.TRAIN.remote())).isFalse();
        assertThat(AzureOperations.reads(AzureOperations.DELETE_SESSION.remote()))
                .isFalse();
        assertThat(AzureOperations.reads(UNKNOWN)).isFalse();
    }

    @Test
    void a_picture_is_a_reference_where_it_is_stored() {
        assertThat(AzureOperations.imageRole(AzureOperations.DETECT.remote())).isEqualTo(ImageRole.SINGLE);
        assertThat(AzureOperations.imageRole(AzureOperations.ADD_FACE.remote())).isEqualTo(ImageRole.REFERENCE);
        assertThat(AzureOperations.imageRole(UNKNOWN)).isEqualTo(ImageRole.UNKNOWN);
        assertThat(AzureOperations.sendsImage(AzureOperations.CREATE_SESSION_WITH_VERIFY.remote()))
                .isTrue();
        assertThat(AzureOperations.sendsImage(AzureOperations.CREATE_SESSION.remote()))
                .isFalse();
    }

    @Test
    void only_what_adds_something_must_not_be_repeated() {
        for (AzureOperation adding : List.of(
                AzureOperations.CREATE_GROUP,
                AzureOperations.CREATE_PERSON,
                AzureOperations.ADD_FACE,
                AzureOperations.CREATE_SESSION,
                AzureOperations.CREATE_SESSION_WITH_VERIFY)) {
            assertThat(adding.remote().idempotent()).isFalse();
        }
        for (AzureOperation other : List.of(
                AzureOperations.DETECT,
                AzureOperations.TRAIN,
                AzureOperations.DELETE_PERSON,
                AzureOperations.DELETE_SESSION_WITH_VERIFY)) {
            assertThat(other.remote().idempotent()).isTrue();
        }
    }

    @Test
    void quotas_are_ten_a_second_by_the_name_of_the_operation() {
        assertThat(AzureOperations.GET_SESSION_IMAGE.name()).isEqualTo("GetSessionImage");
        assertThat(AzureQuotas.defaults())
                .hasSize(23)
                .containsKeys("Detect", "GetSessionImage")
                .allSatisfy((operation, limit) -> assertThat(limit).isEqualTo(RateLimit.perSecond(10)));
    }
}
