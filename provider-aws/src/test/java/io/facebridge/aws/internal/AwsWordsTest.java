package io.facebridge.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsWordsTest {
    private static final String LEFT_OUT = "; what the service says about it is left out, because it may name a person";

    private static String withoutMessage(String body) {
        return new String(new AwsWords().withoutMessage(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "The user id: ada does not exist, a user",
        "User ada of collection staff does not exist, a user",
        "The collection id: users does not exist, a collection",
        "Collection staff of user ada does not exist, a collection",
        "Collection staff does not exist, a collection",
        "Ada does not exist, an error",
        "'', an error"
    })
    void of_a_message_the_kind_of_thing_that_it_is_about_is_kept(String message, String kind) {
        for (String name : new String[] {"message", "Message"}) {
            assertThat(withoutMessage("{\"__type\":\"Code\",\"" + name + "\":\"" + message + "\",\"n\":1.5}"))
                    .isEqualTo("{\"__type\":\"Code\",\"" + name + "\":\"" + kind + LEFT_OUT + "\",\"n\":1.5}");
        }
    }

    @Test
    void what_is_no_text_or_has_another_name_is_kept() {
        String body = "{\"message\":null,\"messages\":[\"user\"],\"code\":\"user\"}";

        assertThat(withoutMessage(body)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>ada</html>", "{\"message\":\"ada\"", "ada"})
    void what_is_no_json_is_no_error(String body) {
        assertThat(withoutMessage(body)).isEqualTo("{}");
    }
}
