package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AzureGroupsTest {
    private static final String STAFF = "/largepersongroups/staff";
    private static final byte[] NOTHING = {};

    private final MovableClock clock = new MovableClock();
    private AzureEmulator emulator;
    private Azure azure;

    @BeforeEach
    void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces())
                .key(Azure.KEY)
                .clock(clock)
                .trainingQueuedFor(Duration.ofSeconds(5))
                .trainingRunningFor(Duration.ofSeconds(10))
                .start();
        azure = new Azure(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private void train() {
        azure.train("staff");
        clock.move(Duration.ofSeconds(15));
    }

    private String status() {
        return azure.get(STAFF + "/training").textAt("status");
    }

    private List<Object> candidates(int person) {
        Azure.Answer answer = azure.identify("staff", azure.face(person, 9));
        List<Object> ids = new ArrayList<>();
        for (int i = 0; i < answer.list(0, "candidates").size(); i++) {
            ids.add(answer.at(0, "candidates", i, "personId"));
        }
        return ids;
    }

    // Training

    @Test
    void a_training_goes_from_not_started_by_way_of_running_to_success() {
        azure.group("staff");
        azure.person("staff", 1, 1);
        Azure.Answer never = azure.get(STAFF + "/training");
        Azure.Answer begun = azure.send("POST", STAFF + "/train", null, NOTHING);

        assertThat(never.refusal()).isEqualTo("404 LargePersonGroupNotTrained");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.response().body()).isEmpty();
        assertThat(begun.header("Operation-Location"))
                .isEqualTo(emulator.endpoint() + "/face/v1.2/largepersongroups/staff/training");
        assertThat(status()).isEqualTo("notStarted");
        clock.move(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo("running");
        clock.move(Duration.ofSeconds(10));
        Azure.Answer after = azure.get(STAFF + "/training");
        assertThat(after.at("status")).isEqualTo("succeeded");
        assertThat(after.at("lastSuccessfulTrainingDateTime")).isEqualTo(after.at("lastActionDateTime"));
        assertThat(after.at("message")).isNull();
    }

    @Test
    void a_group_without_a_face_cannot_be_trained() {
        azure.group("staff");
        azure.person("staff", 1);
        train();

        Azure.Answer training = azure.get(STAFF + "/training");

        assertThat(training.at("status")).isEqualTo("failed");
        assertThat(training.textAt("message")).contains("no persisted face");
        assertThat(training.at("lastSuccessfulTrainingDateTime")).isNull();
        assertThat(azure.identify("staff", azure.face(1, 9)).refusal()).isEqualTo("400 LargePersonGroupNotTrained");
    }

    @Test
    void a_person_is_identified_by_another_photograph_and_a_stranger_is_not() {
        azure.group("staff");
        String ann = azure.person("staff", 1, 1, 2);
        azure.person("staff", 2, 1);
        train();

        Azure.Answer identified = azure.identify("staff", azure.face(1, 9), azure.face(3, 1));

        assertThat(identified.at(0, "candidates", 0, "personId")).isEqualTo(ann);
        assertThat(identified.list(0, "candidates")).hasSize(1);
        assertThat(identified.numberAt(0, "candidates", 0, "confidence")).isBetween(0.5, 1.0);
        assertThat(identified.list(1, "candidates")).isEmpty();
    }

    @Test
    void before_the_first_training_a_group_cannot_be_searched_and_during_any_training_neither() {
        azure.group("staff");
        azure.person("staff", 1, 1);
        String face = azure.face(1, 9);
        String before = azure.identify("staff", face).refusal();
        azure.train("staff");
        String waiting = azure.identify("staff", face).refusal();
        clock.move(Duration.ofSeconds(14));
        String running = azure.identify("staff", face).refusal();
        clock.move(Duration.ofSeconds(1));
        int first = azure.identify("staff", face).status();
        azure.train("staff");
        String again = azure.identify("staff", face).refusal();

        assertThat(before).isEqualTo("400 LargePersonGroupNotTrained");
        assertThat(List.of(waiting, running, again)).containsOnly("409 LargePersonGroupTrainingNotFinished");
        assertThat(first).isEqualTo(200);
    }

    @Test
    void who_was_added_is_found_and_who_was_deleted_is_lost_with_the_next_training_only() {
        azure.group("staff");
        String ann = azure.person("staff", 1, 1);
        train();
        String bob = azure.person("staff", 2, 1);
        azure.delete(STAFF + "/persons/" + ann);

        assertThat(candidates(1)).containsExactly(ann);
        assertThat(candidates(2)).isEmpty();
        train();
        assertThat(candidates(1)).isEmpty();
        assertThat(candidates(2)).containsExactly(bob);
    }

    @Test
    void a_training_that_fails_leaves_what_the_last_one_has_seen() {
        azure.group("staff");
        String ann = azure.person("staff", 1, 1);
        train();
        azure.delete(STAFF + "/persons/" + ann);
        train();

        assertThat(status()).isEqualTo("failed");
        assertThat(azure.get(STAFF + "/training").at("lastSuccessfulTrainingDateTime"))
                .isNotNull();
        assertThat(candidates(1)).containsExactly(ann);
    }

    @Test
    void a_group_under_training_is_not_changed() {
        azure.group("staff");
        String ann = azure.person("staff", 1, 1);
        azure.train("staff");

        assertThat(List.of(
                        azure.send("POST", STAFF + "/train", null, NOTHING).refusal(),
                        azure.post(STAFF + "/persons", "{'name': 'bob'}").refusal(),
                        azure.bytes(STAFF + "/persons/" + ann + "/persistedfaces", Azure.portrait(1, 2))
                                .refusal(),
                        azure.delete(STAFF + "/persons/" + ann).refusal(),
                        azure.delete(STAFF).refusal()))
                .containsOnly("409 LargePersonGroupTrainingNotFinished");
        assertThat(azure.get(STAFF + "/persons").list()).hasSize(1);
    }

    // Groups

    @Test
    void a_group_is_made_read_changed_and_deleted() {
        int made = azure.json("PUT", STAFF, "{'name': 'Staff', 'userData': 'door 1'}")
                .status();
        Azure.Answer read = azure.get(STAFF);
        Azure.Answer named = azure.get(STAFF + "?returnRecognitionModel=true");
        azure.json("PATCH", STAFF, "{'userData': 'door 2'}");
        Azure.Answer changed = azure.get(STAFF);
        int deleted = azure.delete(STAFF).status();

        assertThat(made).isEqualTo(200);
        assertThat(read.text())
                .isEqualTo("{\"name\":\"Staff\",\"userData\":\"door 1\",\"largePersonGroupId\":\"staff\"}");
        assertThat(named.at("recognitionModel")).isEqualTo("recognition_01");
        assertThat(changed.at("name")).isEqualTo("Staff");
        assertThat(changed.at("userData")).isEqualTo("door 2");
        assertThat(deleted).isEqualTo(200);
        assertThat(azure.get(STAFF).refusal()).isEqualTo("404 LargePersonGroupNotFound");
        assertThat(azure.delete(STAFF).refusal()).isEqualTo("404 LargePersonGroupNotFound");
    }

    @Test
    void a_group_that_is_there_is_not_made_again() {
        azure.group("staff");

        assertThat(azure.json("PUT", STAFF, "{'name': 'again'}").refusal()).isEqualTo("409 LargePersonGroupExists");
        assertThat(azure.get(STAFF).at("name")).isEqualTo("staff");
    }

    @Test
    void ids_have_lower_case_letters_digits_hyphens_and_underscores_up_to_64() {
        String longest = "a".repeat(64);

        assertThat(List.of(longest, "a-1_b"))
                .allSatisfy(id -> assertThat(azure.json("PUT", "/largepersongroups/" + id, "{'name': 'n'}")
                                .status())
                        .isEqualTo(200));
        assertThat(List.of(longest + "a", "Staff", "a.b"))
                .allSatisfy(id -> assertThat(azure.json("PUT", "/largepersongroups/" + id, "{'name': 'n'}")
                                .refusal())
                        .isEqualTo("400 BadArgument"));
    }

    @Test
    void names_user_data_and_models_are_checked() {
        assertThat(List.of(
                        "{}",
                        "{'name': ''}",
                        "{'name': 7}",
                        "[]",
                        "no json",
                        "{'name': '" + "n".repeat(129) + "'}",
                        "{'name': 'n', 'userData': '" + "u".repeat(16_385) + "'}",
                        "{'name': 'n', 'recognitionModel': 'recognition_05'}"))
                .allSatisfy(body ->
                        assertThat(azure.json("PUT", STAFF, body).refusal()).isEqualTo("400 BadArgument"));
        assertThat(azure.json("PUT", STAFF, "{'name': '" + "n".repeat(128) + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(azure.json("PATCH", STAFF, "{}").refusal()).isEqualTo("400 BadArgument");
    }

    @Test
    void groups_are_listed_in_the_order_of_their_ids_and_page_by_page() {
        List.of("c", "a", "b", "d").forEach(azure::group);

        Azure.Answer first = azure.get("/largepersongroups?top=2");
        Azure.Answer second = azure.get("/largepersongroups?start=b&top=2&returnRecognitionModel=true");
        Azure.Answer third = azure.get("/largepersongroups?start=d&top=2");

        assertThat(List.of(
                        first.textAt(0, "largePersonGroupId"),
                        first.textAt(1, "largePersonGroupId"),
                        second.textAt(0, "largePersonGroupId"),
                        second.textAt(1, "largePersonGroupId")))
                .containsExactly("a", "b", "c", "d");
        assertThat(second.at(0, "recognitionModel")).isEqualTo("recognition_04");
        assertThat(third.text()).isEqualTo("[]");
    }

    @Test
    void pages_out_of_range_are_refused() {
        assertThat(List.of("top=0", "top=1001", "top=many", "start=" + "a".repeat(65)))
                .allSatisfy(query -> assertThat(
                                azure.get("/largepersongroups?" + query).refusal())
                        .isEqualTo("400 BadArgument"));
    }

    @Test
    void seeded_people_can_be_identified_at_once_and_without_a_model() {
        AzureSeed seed = emulator.seed().largePersonGroup("staff");
        for (int person = 1; person <= 100; person++) {
            seed.person("person " + person, PaintedFaces.template(person, 1));
        }

        Azure.Answer found = azure.identify("staff", azure.face(42, 9));
        Azure.Answer person = azure.get(STAFF + "/persons/" + found.at(0, "candidates", 0, "personId"));

        assertThat(found.list(0, "candidates")).hasSize(1);
        assertThat(person.at("name")).isEqualTo("person 42");
        assertThat(status()).isEqualTo("succeeded");
    }
}
