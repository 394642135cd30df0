package io.facebridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.facebridge.gallery.GalleryId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GalleryNamesTest {
    private static final Pattern RULE = Pattern.compile("[a-z-]{1,10}");
    private static final GalleryId STAFF = new GalleryId("staff");

    private final GalleryNames names = new GalleryNames("the service", RULE, "app-");

    @Test
    void a_gallery_is_named_with_the_prefix_and_found_again_by_the_name() {
        assertThat(names.nameOf(STAFF)).isEqualTo("app-staff");
        assertThat(names.galleryOf("app-staff")).contains(STAFF);
        assertThat(new GalleryNames("the service", RULE, "").nameOf(STAFF)).isEqualTo("staff");
        assertThat(new GalleryNames("the service", RULE, "").galleryOf("staff")).contains(STAFF);
    }

    @Test
    void a_name_without_the_prefix_is_another_applications_and_so_is_the_prefix_alone() {
        assertThat(names.galleryOf("staff")).isEmpty();
        assertThat(names.galleryOf("other-app-staff")).isEmpty();
        assertThat(names.galleryOf("app-")).isEmpty();
    }

    @Test
    void the_name_of_another_application_need_not_follow_the_rule() {
        GalleryNames withoutPrefix = new GalleryNames("the service", RULE, "");

        assertThat(names.isOthers("Staff!")).isTrue();
        assertThat(names.isOthers("app-")).isTrue();
        assertThat(names.isOthers("app-staff")).isFalse();
        assertThat(withoutPrefix.isOthers("Staff!")).isFalse();
        assertThat(withoutPrefix.isOthers("")).isFalse();
    }

    @Test
    void a_name_that_the_service_does_not_accept_is_refused_with_the_rule_and_the_remedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names.nameOf(new GalleryId("visitors")))
                .withMessageContainingAll("the service", "[a-z-]{1,10}", "\"app-visitors\"", "GalleryId.portable");
    }

    @Test
    void a_prefix_that_no_name_can_begin_with_is_refused_at_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GalleryNames("the service", RULE, "App-"))
                .withMessage("galleryPrefix matches [a-z-]{1,10} but was \"App-\"");
    }

    @Test
    void an_id_by_the_services_rule_is_returned_and_any_other_refused() {
        assertThat(GalleryNames.require("a face id", RULE, "face")).isEqualTo("face");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GalleryNames.require("a face id", RULE, "face 1"))
                .withMessage("a face id matches [a-z-]{1,10} but was \"face 1\"");
    }
}
