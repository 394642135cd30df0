package io.facebridge.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Json read(String json) throws IOException {
        return Json.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_value_is_what_it_is_and_absent_as_anything_else() throws IOException {
        Json json = read("{\"text\":\"a\",\"number\":1.5,\"flag\":true,\"list\":[1],\"object\":{},\"none\":null}");

        assertThat(json.isObject()).isTrue();
        assertThat(json.get("text").text()).contains("a");
        assertThat(json.get("number").number()).contains(1.5);
        assertThat(json.get("flag").flag()).contains(true);
        assertThat(json.get("list").isList()).isTrue();
        assertThat(json.get("list").items()).hasSize(1);
        assertThat(json.get("object").isObject()).isTrue();
        for (String other : new String[] {"none", "missing", "list", "object"}) {
            Json value = json.get(other);
            assertThat(value.text()).isEmpty();
            assertThat(value.number()).isEmpty();
            assertThat(value.flag()).isEmpty();
            assertThat(value.get("text")).isEqualTo(Json.ABSENT);
        }
        assertThat(json.get("object").items()).isEmpty();
        assertThat(json.get("object").isList()).isFalse();
        assertThat(json.get("list").isObject()).isFalse();
        assertThat(json).hasToString("Json[...]");
    }

    @Test
    void a_text_that_says_nothing_is_no_words() throws IOException {
        assertThat(read("\" \"").words()).isEmpty();
        assertThat(read("\" a\"").words()).contains(" a");
    }

    @Test
    void a_number_that_no_double_can_hold_is_absent_and_none_loses_a_digit() throws IOException {
        assertThat(read("1e999").number()).isEmpty();
        assertThat(read("NaN").number()).isEmpty();
        assertThat(read("[1.500,12345678901234567890]").write()).isEqualTo("[1.500,12345678901234567890]");
    }

    @Test
    void a_list_with_an_item_that_is_null_is_unusable() throws IOException {
        Json json = read("[1,null]");

        assertThatExceptionOfType(UnusableAnswerException.class).isThrownBy(json::items);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":{\"b\":[1,\"c\",true,false,null]},\"d\":{}}", "[]", "[[{}],[]]", "\"a\\\"b\"", "null"})
    void is_written_as_it_was_read(String json) throws IOException {
        assertThat(read(json).write()).isEqualTo(json);
    }

    @Test
    void is_written_without_white_space() throws IOException {
        assertThat(read(" { \"a\" : [ 1 , 2 ] } ").write()).isEqualTo("{\"a\":[1,2]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[", "[1", "{\"a\":", "{\"a\":1", "{\"a\":1]", "nothing", "[True]", "<html>"})
    void what_is_no_json_cannot_be_read(String body) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(body));
    }
}
