package io.facebridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AzurePersonsTest {
    private static final String PERSONS = "/largepersongroups/staff/persons";

    private final MovableClock clock = new MovableClock();
    private AzureEmulator emulator;
    private Azure azure;

    @BeforeEach
    void start() {
        emulator = AzureEmulator.backedBy(new PaintedFaces())
                .key(Azure.KEY)
                .clock(clock)
                .start();
        azure = new Azure(emulator);
        azure.group("staff");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private String faces(String person) {
        return PERSONS + "/" + person + "/persistedfaces";
    }

    @Test
    void a_person_is_made_read_changed_and_deleted() {
        String id =
                azure.post(PERSONS, "{'name': 'Ann', 'userData': 'floor 3'}").textAt("personId");
        Azure.Answer read = azure.get(PERSONS + "/" + id);
        azure.json("PATCH", PERSONS + "/" + id, "{'name': 'Ann B.'}");
        Azure.Answer changed = azure.get(PERSONS + "/" + id);
        azure.delete(PERSONS + "/" + id);

        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(read.text())
                .isEqualTo("{\"personId\":\"" + id
                        + "\",\"name\":\"Ann\",\"userData\":\"floor 3\",\"persistedFaceIds\":[]}");
        assertThat(changed.at("name")).isEqualTo("Ann B.");
        assertThat(changed.at("userData")).isEqualTo("floor 3");
        assertThat(azure.get(PERSONS + "/" + id).refusal()).isEqualTo("404 PersonNotFound");
    }

    @Test
    void one_name_twice_makes_two_persons() {
        assertThat(azure.post(PERSONS, "{'name': 'Ann'}").at("personId"))
                .isNotEqualTo(azure.post(PERSONS, "{'name': 'Ann'}").at("personId"));
    }

    @Test
    void persons_are_listed_in_the_order_of_their_ids_and_page_by_page() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(azure.person("staff", i));
        }
        made.sort(Comparator.naturalOrder());

        Azure.Answer first = azure.get(PERSONS + "?top=3");
        Azure.Answer second = azure.get(PERSONS + "?top=3&start=" + first.at(2, "personId"));

        assertThat(List.of(
                        first.textAt(0, "personId"),
                        first.textAt(1, "personId"),
                        first.textAt(2, "personId"),
                        second.textAt(0, "personId"),
                        second.textAt(1, "personId")))
                .isEqualTo(made);
        assertThat(second.list()).hasSize(2);
    }

    @Test
    void what_is_not_there_is_named() {
        String ann = azure.person("staff", 1);
        String unknown = UUID.randomUUID().toString();

        assertThat(azure.post("/largepersongroups/none/persons", "{'name': 'n'}")
                        .refusal())
                .isEqualTo("404 LargePersonGroupNotFound");
        assertThat(azure.get("/largepersongroups/none/persons").refusal()).isEqualTo("404 LargePersonGroupNotFound");
        assertThat(azure.get(PERSONS + "/" + unknown).refusal()).isEqualTo("404 PersonNotFound");
        assertThat(azure.delete(PERSONS + "/" + unknown).refusal()).isEqualTo("404 PersonNotFound");
        assertThat(azure.bytes(faces(unknown), Azure.portrait(1, 1)).refusal()).isEqualTo("404 PersonNotFound");
        assertThat(azure.get(faces(ann) + "/" + unknown).refusal()).isEqualTo("404 PersistedFaceNotFound");
        assertThat(azure.delete(faces(ann) + "/" + unknown).refusal()).isEqualTo("404 PersistedFaceNotFound");
    }

    @Test
    void a_face_is_added_read_changed_and_deleted() {
        String ann = azure.person("staff", 1);
        String face = azure.bytes(
                        faces(ann) + "?detectionModel=detection_03&userData=front%20door", Azure.portrait(1, 1))
                .textAt("persistedFaceId");
        Azure.Answer read = azure.get(faces(ann) + "/" + face);
        azure.json("PATCH", faces(ann) + "/" + face, "{'userData': 'back door'}");
        Azure.Answer changed = azure.get(faces(ann) + "/" + face);
        List<?> before = azure.get(PERSONS + "/" + ann).list("persistedFaceIds");
        azure.delete(faces(ann) + "/" + face);

        assertThat(read.at("userData")).isEqualTo("front door");
        assertThat(changed.at("userData")).isEqualTo("back door");
        assertThat(before.stream().map(Object::toString)).containsExactly(face);
        assertThat(azure.get(PERSONS + "/" + ann).list("persistedFaceIds")).isEmpty();
    }

    @Test
    void a_face_is_added_from_a_picture_of_one_person_only() {
        String ann = azure.person("staff", 1);
        byte[] withoutFace = Azure.picture(300, 300);
        byte[] two =
                Azure.picture(400, 200, PaintedFaces.face(10, 10, 100, 1, 1), PaintedFaces.face(200, 10, 120, 2, 1));

        Azure.Answer none = azure.bytes(faces(ann), withoutFace);
        Azure.Answer several = azure.bytes(faces(ann), two);

        assertThat(none.refusal()).isEqualTo("400 InvalidImage");
        assertThat(none.text()).contains("No face");
        assertThat(several.refusal()).isEqualTo("400 InvalidImage");
        assertThat(several.text()).contains("more than 1 face");
        assertThat(emulator.requests("AddFace")).isZero();
    }

    @Test
    void a_target_says_which_of_several_faces_is_meant() {
        String ann = azure.person("staff", 1);
        byte[] two =
                Azure.picture(400, 200, PaintedFaces.face(10, 10, 100, 1, 1), PaintedFaces.face(200, 10, 120, 2, 1));
        int added = azure.bytes(faces(ann) + "?targetFace=10,10,100,100", two).status();
        azure.train("staff");

        assertThat(added).isEqualTo(200);
        assertThat(azure.identify("staff", azure.face(1, 9)).list(0, "candidates"))
                .hasSize(1);
        assertThat(azure.identify("staff", azure.face(2, 9)).list(0, "candidates"))
                .isEmpty();
        assertThat(azure.bytes(faces(ann) + "?targetFace=140,150,40,40", two).refusal())
                .isEqualTo("400 InvalidImage");
        assertThat(List.of("10,10,100", "a,b,c,d", "10,10,0,10", "390,10,20,20", "-1,0,10,10"))
                .allSatisfy(target -> assertThat(azure.bytes(faces(ann) + "?targetFace=" + target, two)
                                .refusal())
                        .isEqualTo("400 BadArgument"));
    }

    @Test
    @Tag("slow")
    void a_person_has_at_most_248_faces() {
        String ann = azure.person("staff", 1);
        byte[] picture = Azure.portrait(1, 1);
        for (int i = 0; i < 248; i++) {
            azure.bytes(faces(ann), picture);
        }

        assertThat(azure.bytes(faces(ann), picture).refusal()).isEqualTo("403 QuotaExceeded");
        assertThat(azure.get(PERSONS + "/" + ann).list("persistedFaceIds")).hasSize(248);
    }

    @Test
    void user_data_of_a_face_has_at_most_1024_characters() {
        String ann = azure.person("staff", 1);

        assertThat(azure.bytes(faces(ann) + "?userData=" + "u".repeat(1024), Azure.portrait(1, 1))
                        .status())
                .isEqualTo(200);
        assertThat(azure.bytes(faces(ann) + "?userData=" + "u".repeat(1025), Azure.portrait(1, 1))
                        .refusal())
                .isEqualTo("400 BadArgument");
    }

    @Test
    void changes_of_one_persons_faces_that_follow_too_fast_are_in_conflict_and_others_are_not() {
        try (AzureEmulator busy = AzureEmulator.backedBy(new PaintedFaces())
                .clock(clock)
                .personBusyFor(Duration.ofHours(1))
                .start()) {
            Azure client = new Azure(busy);
            client.group("staff");
            String ann = client.person("staff", 1, 1);
            int other = client.bytes(faces(client.person("staff", 2)), Azure.portrait(2, 1))
                    .status();
            String conflict = client.bytes(faces(ann), Azure.portrait(1, 2)).refusal();
            clock.move(Duration.ofHours(1));
            int later = client.bytes(faces(ann), Azure.portrait(1, 2)).status();

            assertThat(other).isEqualTo(200);
            assertThat(conflict).isEqualTo("409 ConcurrentOperationConflict");
            assertThat(later).isEqualTo(200);
        }
    }
}
