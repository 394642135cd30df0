package io.facebridge.operations.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.QualityReason;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.migration.PersonMigrationResult.Outcome;
import io.facebridge.operations.migration.ShadowResult.Decision;
import io.facebridge.operations.migration.ShadowResult.Question;
import io.facebridge.provider.ProviderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationReportTest {
    private static final PersonId ADA = new PersonId("ada");
    private static final PersonId BOB = new PersonId("bob");

    private static PersonMigrationResult person(
            String id, Outcome outcome, String reason, ImageMigrationResult... all) {
        return new PersonMigrationResult(new PersonId(id), outcome, reason, List.of(all));
    }

    private static ImageMigrationResult picture(String name, ImageMigrationResult.Outcome outcome, String reason) {
        return new ImageMigrationResult(name, outcome, reason);
    }

    private static MigrationReport report(@Nullable ShadowReport shadow, Outcome... outcomes) {
        List<PersonMigrationResult> persons = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            persons.add(person("p" + persons.size(), outcome, ""));
        }
        return new MigrationReport("one/a to two/b", persons, shadow);
    }

    private static final List<PersonMigrationResult> PERSONS = List.of(
            person("ada", Outcome.MOVED, "", picture("1.png", ImageMigrationResult.Outcome.ENROLLED, "")),
            person(
                    "bob",
                    Outcome.PARTLY_MOVED,
                    "",
                    picture("2.png", ImageMigrationResult.Outcome.ENROLLED, ""),
                    picture("3.png", ImageMigrationResult.Outcome.REJECTED, "FaceNotFound")),
            person("eve", Outcome.FAILED, "ProviderUnavailable"),
            person("fay", Outcome.NO_IMAGES, ""),
            person("gus", Outcome.PENDING, "", picture("4.png", ImageMigrationResult.Outcome.OMITTED, "later")));

    private static final ShadowReport SHADOW = new ShadowReport(
            "a policy",
            List.of(
                    new ShadowResult(ADA, "9.png", Question.VERIFY, Decision.MATCH, Decision.MATCH),
                    new ShadowResult(BOB, "8.png", Question.VERIFY, Decision.MATCH, Decision.NO_MATCH),
                    new ShadowResult(BOB, "8.png", Question.IDENTIFY, Decision.NO_DECISION, Decision.NO_DECISION)),
            true);

    @Test
    void as_text_it_counts_outcomes_and_names_who_was_not_moved_and_where_decisions_differ() {
        assertThat(new MigrationReport("one/a to two/b", PERSONS, SHADOW).toText())
                .isEqualTo("""
                one/a to two/b
                      1 moved
                      1 partly moved
                      1 without images
                      1 failed
                      1 pending
                      2 images enrolled
                      1 image rejected
                      1 image omitted
                bob: partly moved
                  3.png: FaceNotFound
                eve: failed, ProviderUnavailable
                fay: without images
                decisions of both by a policy
                      1 of 2 agree: verify
                      0 of 1 agree: identify
                  bob 8.png, verify: MATCH in the old gallery, NO_MATCH in the new one
                  bob 8.png, identify: NO_DECISION in the old gallery, NO_DECISION in the new one
                run the migration: 1 of 5 people is pending
                """);
    }

    @Test
    void as_text_a_rate_has_no_exponent() {
        ShadowReport shadow = new ShadowReport("MatchPolicy[FMR 1.0E-4]", SHADOW.results(), true);

        assertThat(new MigrationReport("one/a to two/b", PERSONS, shadow).toText())
                .contains("decisions of both by MatchPolicy[FMR 0.0001]\n");
    }

    @Test
    void as_json_it_holds_everything_but_scores() {
        assertThat(new MigrationReport("one/a to two/b", PERSONS.subList(1, 3), SHADOW).toJson())
                .isEqualTo(
                        "{\"format\":\"facebridge migration report 2\",\"migration\":\"one/a to two/b\",\"complete\":false,\"remaining\":1,\"persons\":["
                                + "{\"person\":\"bob\",\"outcome\":\"PARTLY_MOVED\",\"reason\":\"\",\"images\":["
                                + "{\"image\":\"2.png\",\"outcome\":\"ENROLLED\",\"reason\":\"\"},"
                                + "{\"image\":\"3.png\",\"outcome\":\"REJECTED\",\"reason\":\"FaceNotFound\"}]},"
                                + "{\"person\":\"eve\",\"outcome\":\"FAILED\",\"reason\":\"ProviderUnavailable\",\"images\":[]}],"
                                + "\"shadow\":{\"policy\":\"a policy\",\"complete\":true,\"results\":["
                                + "{\"person\":\"ada\",\"image\":\"9.png\",\"question\":\"VERIFY\",\"source\":\"MATCH\","
                                + "\"target\":\"MATCH\"},"
                                + "{\"person\":\"bob\",\"image\":\"8.png\",\"question\":\"VERIFY\",\"source\":\"MATCH\","
                                + "\"target\":\"NO_MATCH\"},"
                                + "{\"person\":\"bob\",\"image\":\"8.png\",\"question\":\"IDENTIFY\",\"source\":\"NO_DECISION\","
                                + "\"target\":\"NO_DECISION\"}]}}");
        assertThat(report(null, Outcome.MOVED).toJson())
                .isEqualTo(
                        "{\"format\":\"facebridge migration report 2\",\"migration\":\"one/a to two/b\",\"complete\":true,\"remaining\":0,\"persons\":["
                                + "{\"person\":\"p0\",\"outcome\":\"MOVED\",\"reason\":\"\",\"images\":[]}]}");
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_or_could_not_be_moved_remains_and_everyone_else_does_not(Outcome outcome) {
        boolean remains =
                switch (outcome) {
                    case PENDING, FAILED, UNKNOWN, NOT_MOVED, NO_IMAGES -> true;
                    default -> false;
                };
        MigrationReport report = report(null, outcome, outcome, Outcome.MOVED);

        assertThat(report.remaining()).isEqualTo(remains ? 2 : 0);
        assertThat(report.complete()).isEqualTo(!remains);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, run the migration: 1 of 2 people is pending",
        "FAILED, run the migration again",
        "UNKNOWN, run the migration again",
        "NOT_MOVED, 1 of 2 people is not in the new gallery: keep the old one",
        "NO_IMAGES, 1 of 2 people is not in the new gallery: keep the old one",
        "ALREADY_ENROLLED, compare the decisions of both galleries",
        "ERASED, compare the decisions of both galleries",
        "MOVED, compare the decisions of both galleries"
    })
    void the_last_line_says_what_to_do_next(Outcome outcome, String next) {
        List<String> lines =
                report(null, outcome, Outcome.MOVED).toText().lines().toList();

        assertThat(lines.get(lines.size() - 1)).startsWith(next);
    }

    @Test
    void the_last_line_says_what_the_comparison_calls_for() {
        ShadowResult alike = new ShadowResult(ADA, "9.png", Question.VERIFY, Decision.REVIEW, Decision.REVIEW);
        ShadowResult other = new ShadowResult(BOB, "8.png", Question.IDENTIFY, Decision.MATCH, Decision.REVIEW);

        assertThat(next(new ShadowReport("p", List.of(alike), false))).startsWith("the comparison was interrupted");
        assertThat(next(new ShadowReport("p", List.of(), true))).startsWith("no decision was compared");
        assertThat(next(new ShadowReport("p", List.of(alike), true))).startsWith("both galleries decide the same");
        assertThat(next(new ShadowReport("p", List.of(alike, other), true))).startsWith("inspect the differences");
    }

    private static String next(ShadowReport shadow) {
        List<String> lines = report(shadow, Outcome.MOVED).toText().lines().toList();
        return lines.get(lines.size() - 1);
    }

    @Test
    void results_are_shown_in_numbers_without_names() {
        assertThat(new MigrationReport("one/a to two/b", PERSONS, SHADOW))
                .hasToString("MigrationReport[1 of 5 persons moved]");
        assertThat(SHADOW).hasToString("ShadowReport[1 of 3 agree]");
        assertThat(SHADOW.results().get(1)).hasToString("ShadowResult[VERIFY: MATCH, NO_MATCH]");
        assertThat(PERSONS.get(1)).hasToString("PersonMigrationResult[PARTLY_MOVED, 1 of 2 images]");
        assertThat(PERSONS.get(2)).hasToString("PersonMigrationResult[FAILED ProviderUnavailable, 0 of 0 images]");
        assertThat(PERSONS.get(1).images())
                .extracting(ImageMigrationResult::toString)
                .containsExactly("ImageMigrationResult[ENROLLED]", "ImageMigrationResult[REJECTED FaceNotFound]");
        assertThat(new MigrationProgress(1, 3, 5, null)).hasToString("MigrationProgress[1 of 3 persons, 5 images]");
        assertThat(new MigrationProgress(2, 3, 5, Duration.ofSeconds(4)))
                .hasToString("MigrationProgress[2 of 3 persons, 5 images, PT4S left]");
    }

    @Test
    void the_shadow_is_in_the_report_once_there_was_one() {
        assertThat(report(null, Outcome.MOVED).shadow()).isEmpty();
        assertThat(report(SHADOW, Outcome.MOVED).shadow()).contains(SHADOW);
        assertThat(SHADOW.complete()).isTrue();
    }

    @Test
    void reasons_are_the_failures_in_a_few_words() {
        ProviderError error = new ProviderError(new ProviderId("one"), "Code", null, null);
        assertThat(Reasons.of(new InvalidImageException(InvalidImageException.Reason.TOO_MANY_PIXELS, "m")))
                .isEqualTo("InvalidImage TOO_MANY_PIXELS");
        assertThat(Reasons.of(new LowQualityException(
                        ImageRole.SINGLE, Set.of(QualityReason.TOO_SMALL, QualityReason.TOO_BLURRED), null)))
                .matches("LowQuality [A-Z_]+ [A-Z_]+")
                .contains("TOO_SMALL", "TOO_BLURRED");
        assertThat(Reasons.of(new LowQualityException(ImageRole.SINGLE, Set.of(), error)))
                .isEqualTo("LowQuality BY_SERVICE");
        assertThat(Reasons.of(new ProviderUnavailableException("down", null, Effect.NONE, null, null)))
                .isEqualTo("ProviderUnavailable");
        for (FaceBridgeException picture : List.of(
                new InvalidImageException(InvalidImageException.Reason.TOO_MANY_PIXELS, "m"),
                new FaceNotFoundException(ImageRole.SINGLE, null),
                new TooManyFacesException(ImageRole.SINGLE, List.of(), null),
                new LowQualityException(ImageRole.SINGLE, Set.of(), null))) {
            assertThat(Reasons.isOfAnImage(picture)).isTrue();
        }
        assertThat(Reasons.isOfAnImage(new ProviderUnavailableException("down", null, Effect.NONE, null, null)))
                .isFalse();
    }
}
