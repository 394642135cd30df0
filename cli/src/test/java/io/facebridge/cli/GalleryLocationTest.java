package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GalleryLocationTest {
    private static GalleryLocation location(String provider, Map<String, String> settings) {
        return GalleryLocation.of(provider, settings, name -> null);
    }

    private static GalleryLocation azure(String ofEnvironment, Map<String, String> settings) {
        return GalleryLocation.of("azure", settings, name -> name.equals("AZURE_FACE_ENDPOINT") ? ofEnvironment : null);
    }

    @Test
    void an_address_of_the_environment_is_the_same_as_one_that_is_given() {
        GalleryLocation given = azure("", Map.of("endpoint", "https://faces.example"));

        assertThat(azure("https://faces.example/\n", Map.of()).text()).isEqualTo(given.text());
        assertThat(azure("https://others.example", Map.of()).text()).isNotEqualTo(given.text());
        assertThat(azure("https://others.example", Map.of("endpoint", "https://faces.example"))
                        .text())
                .isEqualTo(given.text());
        assertThat(azure("https://faces.example", Map.of()).earlier()).containsKey("azure\n\nnull\nnull\n{}");
        assertThat(given.earlier()).doesNotContainKey("azure\n\nnull\nnull\n{}");
    }

    @Test
    void a_place_that_was_named_without_further_settings_is_called_as_earlier_versions_did() {
        assertThat(location("tencent", Map.of("region", "ap-singapore", "site", "international", "galleryPrefix", "a."))
                        .text())
                .isEqualTo("tencent\n\nap-singapore\nnull\n{galleryPrefix=a., site=international}");
    }

    @Test
    void earlier_versions_had_every_setting_that_they_did_not_leave_out_and_defaults_that_were_given() {
        GalleryLocation place = location(
                "tencent",
                Map.of(
                        "region", "here",
                        "minEnrollmentQuality", "3",
                        "lookForOtherFaces", "true",
                        "key", "hush",
                        "deadline", "5s"));

        assertThat(place.text()).isEqualTo("tencent\n\nhere\nnull\n{}");
        assertThat(place.earlier())
                .containsEntry("tencent\n\nhere\nnull\n{site=domestic}", "")
                .containsEntry("tencent\n\nhere\nhttps://iai.tencentcloudapi.com\n{}", "")
                .containsEntry(
                        "tencent\n\nhere\nnull\n{lookForOtherFaces=true, minEnrollmentQuality=3}",
                        " minEnrollmentQuality=3")
                .doesNotContainKey(place.text());
        assertThat(place.toString()).doesNotContain("hush");
    }

    @Test
    void settings_that_decide_about_pictures_are_those_of_the_options_unless_they_have_their_defaults() {
        assertThat(location("local", Map.of("smallestFace", "5e-2", "searchRotations", "true", "searchThreads", "4"))
                        .ofImages())
                .isEqualTo(" searchRotations=true smallestFace=0.05");
        assertThat(location("local", Map.of("smallestFace", "0.0250", "searchRotations", " false"))
                        .ofImages())
                .isEmpty();
        assertThat(location("local", Map.of("smallestFace", "small")).ofImages())
                .isEqualTo(" smallestFace=small");
    }
}
