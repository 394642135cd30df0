package io.facebridge.emulator;

import static io.facebridge.testkit.PaintedFaces.badFace;
import static io.facebridge.testkit.PaintedFaces.face;
import static io.facebridge.testkit.PaintedFaces.image;
import static io.facebridge.testkit.PaintedFaces.portrait;
import static io.facebridge.testkit.PaintedFaces.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.emulator.junit.EmulatorExtension;
import io.facebridge.match.FaceTemplate;
import io.facebridge.testkit.PaintedFaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.AssociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.AssociatedFace;
import software.amazon.awssdk.services.rekognition.model.DisassociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.ListUsersResponse;
import software.amazon.awssdk.services.rekognition.model.QualityFilter;
import software.amazon.awssdk.services.rekognition.model.SearchUsersByImageResponse;
import software.amazon.awssdk.services.rekognition.model.SearchUsersResponse;
import software.amazon.awssdk.services.rekognition.model.UnsearchedFaceReason;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceAssociationReason;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDisassociationReason;
import software.amazon.awssdk.services.rekognition.model.User;
import software.amazon.awssdk.services.rekognition.model.UserMatch;
import software.amazon.awssdk.services.rekognition.model.UserStatus;

class AwsUsersTest {
    @RegisterExtension
    static final EmulatorExtension<AwsEmulator> EMULATOR =
            EmulatorExtension.of(() -> AwsEmulator.backedBy(new PaintedFaces())
                    .userUpdatingFor(Duration.ZERO)
                    .start());

    private static RekognitionClient aws;

    @BeforeAll
    static void connect() {
        aws = Aws.client(EMULATOR.emulator().endpoint());
    }

    @AfterAll
    static void disconnect() {
        aws.close();
    }

    @BeforeEach
    void create() {
        aws.createCollection(request -> request.collectionId("staff"));
    }

    private static void user(String id) {
        aws.createUser(request -> request.collectionId("staff").userId(id));
    }

    private static String indexed(int person, int photograph) {
        return aws.indexFaces(request -> request.collectionId("staff").image(Aws.image(portrait(person, photograph))))
                .faceRecords()
                .get(0)
                .face()
                .faceId();
    }

    private static AssociateFacesResponse associate(String user, String... faces) {
        return aws.associateFaces(
                request -> request.collectionId("staff").userId(user).faceIds(faces));
    }

    private static DisassociateFacesResponse disassociate(String user, String... faces) {
        return aws.disassociateFaces(
                request -> request.collectionId("staff").userId(user).faceIds(faces));
    }

    private static List<UserMatch> search(byte[] picture) {
        return aws.searchUsersByImage(request ->
                        request.collectionId("staff").userMatchThreshold(0f).image(Aws.image(picture)))
                .userMatches();
    }

    private static UserStatus status(String user) {
        return aws.listUsers(request -> request.collectionId("staff")).users().stream()
                .filter(one -> one.userId().equals(user))
                .findFirst()
                .orElseThrow()
                .userStatus();
    }

    @Test
    void a_new_user_has_no_face_and_matches_nobody() {
        user("ann");

        assertThat(status("ann")).isEqualTo(UserStatus.CREATED);
        assertThat(search(portrait(1, 1))).isEmpty();
    }

    @Test
    void the_same_user_again_is_a_conflict() {
        user("ann");

        assertThat(Aws.code(() ->
                        aws.createUser(request -> request.collectionId("staff").userId("ann"))))
                .isEqualTo("ConflictException");
    }

    @Test
    void a_request_that_is_sent_again_with_its_token_changes_nothing() {
        for (int i = 0; i < 2; i++) {
            aws.createUser(
                    request -> request.collectionId("staff").userId("ann").clientRequestToken("token-1"));
        }

        assertThat(aws.listUsers(request -> request.collectionId("staff")).users())
                .extracting(User::userId)
                .containsExactly("ann");
    }

    @Test
    void a_token_with_other_parameters_is_refused() {
        aws.createUser(request -> request.collectionId("staff").userId("ann").clientRequestToken("token-1"));

        assertThat(Aws.code(() -> aws.createUser(
                        request -> request.collectionId("staff").userId("bob").clientRequestToken("token-1"))))
                .isEqualTo("IdempotentParameterMismatchException");
    }

    @Test
    void an_association_that_is_sent_again_gets_the_first_answer() {
        user("ann");
        String face = indexed(1, 1);

        List<AssociateFacesResponse> answers = IntStream.range(0, 2)
                .mapToObj(i -> aws.associateFaces(request -> request.collectionId("staff")
                        .userId("ann")
                        .faceIds(face)
                        .clientRequestToken("token-2")))
                .toList();

        assertThat(answers.get(1).associatedFaces()).isEqualTo(answers.get(0).associatedFaces());
        assertThat(answers.get(1).associatedFaces()).hasSize(1);
    }

    @Test
    void an_associated_user_is_active_and_found() {
        user("ann");

        AssociateFacesResponse associated = associate("ann", indexed(1, 1));

        assertThat(associated.userStatus()).isEqualTo(UserStatus.UPDATING);
        assertThat(search(portrait(1, 2))).singleElement().satisfies(match -> {
            assertThat(match.user().userId()).isEqualTo("ann");
            assertThat(match.user().userStatus()).isEqualTo(UserStatus.ACTIVE);
            assertThat(match.similarity()).isGreaterThan(99f);
        });
    }

    @Test
    void a_face_that_is_already_associated_is_in_neither_list() {
        user("ann");
        String face = indexed(1, 1);
        associate("ann", face);

        AssociateFacesResponse again = associate("ann", face);

        assertThat(again.associatedFaces()).isEmpty();
        assertThat(again.unsuccessfulFaceAssociations()).isEmpty();
    }

    @Test
    void faces_that_cannot_be_associated_are_named_with_the_reason() {
        user("ann");
        user("bob");
        String first = indexed(1, 1);
        String stranger = indexed(3, 1);
        String ofBob = indexed(2, 1);
        String unknown = UUID.randomUUID().toString();
        associate("bob", ofBob);

        AssociateFacesResponse associated = associate("ann", first, stranger, ofBob, unknown);

        assertThat(associated.associatedFaces())
                .extracting(AssociatedFace::faceId)
                .containsExactly(first);
        assertThat(associated.unsuccessfulFaceAssociations())
                .extracting(one -> one.reasons().get(0))
                .containsExactly(
                        UnsuccessfulFaceAssociationReason.LOW_MATCH_CONFIDENCE,
                        UnsuccessfulFaceAssociationReason.ASSOCIATED_TO_A_DIFFERENT_USER,
                        UnsuccessfulFaceAssociationReason.FACE_NOT_FOUND);
        assertThat(associated.unsuccessfulFaceAssociations().get(0).confidence())
                .isLessThan(75f);
        assertThat(associated.unsuccessfulFaceAssociations().get(1).userId()).isEqualTo("bob");
    }

    @Test
    void a_threshold_of_zero_lets_any_face_be_associated() {
        user("ann");
        associate("ann", indexed(1, 1));
        String stranger = indexed(3, 1);

        AssociateFacesResponse associated = aws.associateFaces(request ->
                request.collectionId("staff").userId("ann").faceIds(stranger).userMatchThreshold(0f));

        assertThat(associated.associatedFaces()).hasSize(1);
    }

    @Test
    void a_user_has_at_most_a_hundred_faces() {
        List<FaceTemplate> hundred =
                IntStream.range(0, 100).mapToObj(i -> template(1, i)).toList();
        EMULATOR.emulator().seed().collection("staff").user("ann", hundred);
        String more = indexed(1, 200);

        assertThat(Aws.code(() -> associate("ann", more))).isEqualTo("ServiceQuotaExceededException");
        assertThat(Aws.code(() -> associate(
                        "ann",
                        IntStream.range(0, 101)
                                .mapToObj(i -> UUID.randomUUID().toString())
                                .toArray(String[]::new))))
                .isEqualTo("ValidationException");
    }

    @Test
    void disassociated_faces_count_no_longer_and_stay_in_the_collection() {
        user("ann");
        String face = indexed(1, 1);
        associate("ann", face);

        DisassociateFacesResponse answer = disassociate("ann", face);

        assertThat(answer.disassociatedFaces()).hasSize(1);
        assertThat(search(portrait(1, 1))).isEmpty();
        assertThat(status("ann")).isEqualTo(UserStatus.CREATED);
        assertThat(aws.listFaces(request -> request.collectionId("staff")).faces())
                .extracting(Face::userId)
                .containsOnlyNulls();
    }

    @Test
    void faces_that_cannot_be_disassociated_are_named_with_the_reason() {
        user("ann");
        user("bob");
        String ofBob = indexed(2, 1);
        associate("bob", ofBob);

        DisassociateFacesResponse answer =
                disassociate("ann", ofBob, UUID.randomUUID().toString());

        assertThat(answer.disassociatedFaces()).isEmpty();
        assertThat(answer.unsuccessfulFaceDisassociations())
                .extracting(one -> one.reasons().get(0))
                .containsExactly(
                        UnsuccessfulFaceDisassociationReason.ASSOCIATED_TO_A_DIFFERENT_USER,
                        UnsuccessfulFaceDisassociationReason.FACE_NOT_FOUND);
    }

    @Test
    void deleting_a_user_frees_its_faces() {
        user("ann");
        String face = indexed(1, 1);
        associate("ann", face);

        aws.deleteUser(request -> request.collectionId("staff").userId("ann"));

        assertThat(search(portrait(1, 1))).isEmpty();
        assertThat(aws.deleteFaces(request -> request.collectionId("staff").faceIds(face))
                        .deletedFaces())
                .containsExactly(face);
        assertThat(Aws.code(() ->
                        aws.deleteUser(request -> request.collectionId("staff").userId("ann"))))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void the_mean_of_its_faces_stands_for_a_user() {
        EMULATOR.emulator()
                .seed()
                .collection("staff")
                .user("one", template(1, 1))
                .user("many", template(1, 2), template(1, 3), template(1, 4), template(1, 5));

        List<UserMatch> found = search(portrait(1, 9));

        assertThat(found).extracting(match -> match.user().userId()).containsExactly("many", "one");
    }

    @Test
    void users_are_searched_by_face_and_by_user() {
        user("ann");
        user("twin");
        String face = indexed(1, 1);
        associate("ann", face);
        associate("twin", indexed(1, 2));

        SearchUsersResponse byFace =
                aws.searchUsers(request -> request.collectionId("staff").faceId(face));
        SearchUsersResponse byUser =
                aws.searchUsers(request -> request.collectionId("staff").userId("ann"));

        assertThat(byFace.searchedFace().faceId()).isEqualTo(face);
        assertThat(byFace.userMatches())
                .extracting(match -> match.user().userId())
                .containsExactly("ann", "twin");
        assertThat(byUser.searchedUser().userId()).isEqualTo("ann");
        assertThat(byUser.userMatches())
                .extracting(match -> match.user().userId())
                .containsExactly("twin");
    }

    @Test
    void a_search_needs_either_a_face_or_a_user_that_is_there() {
        user("ann");
        String face = indexed(1, 1);

        assertThat(Aws.code(() -> aws.searchUsers(request -> request.collectionId("staff"))))
                .isEqualTo("InvalidParameterException");
        assertThat(Aws.code(() -> aws.searchUsers(
                        request -> request.collectionId("staff").userId("ann").faceId(face))))
                .isEqualTo("InvalidParameterException");
        assertThat(Aws.code(() ->
                        aws.searchUsers(request -> request.collectionId("staff").userId("none"))))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void the_faces_that_were_not_searched_are_named() {
        EMULATOR.emulator().seed().collection("staff").user("ann", template(1, 1));
        byte[] three = image(900, 400, face(10, 10, 100, 2, 1), face(200, 10, 200, 1, 1), badFace(500, 10, 300, 3, 1));

        SearchUsersByImageResponse found = aws.searchUsersByImage(request ->
                request.collectionId("staff").qualityFilter(QualityFilter.AUTO).image(Aws.image(three)));

        assertThat(found.userMatches())
                .extracting(match -> match.user().userId())
                .containsExactly("ann");
        assertThat(Math.round(found.searchedFace().faceDetail().boundingBox().width() * 900))
                .isEqualTo(200);
        assertThat(found.unsearchedFaces())
                .extracting(one -> one.reasons().get(0))
                .containsExactly(UnsearchedFaceReason.FACE_NOT_LARGEST, UnsearchedFaceReason.LOW_SHARPNESS);
    }

    @Test
    void a_picture_without_a_face_finds_nobody() {
        EMULATOR.emulator().seed().collection("staff").user("ann", template(1, 1));

        SearchUsersByImageResponse found =
                aws.searchUsersByImage(request -> request.collectionId("staff").image(Aws.image(image(200, 200))));

        assertThat(found.userMatches()).isEmpty();
        assertThat(found.searchedFace()).isNull();
    }

    @Test
    void more_than_a_page_of_users_is_listed_page_by_page() {
        AwsSeed seed = EMULATOR.emulator().seed().collection("crowd");
        IntStream.range(0, 1203).forEach(i -> seed.user("u" + i));

        ListUsersResponse first = aws.listUsers(request -> request.collectionId("crowd"));
        List<String> all = new ArrayList<>();
        aws.listUsersPaginator(request -> request.collectionId("crowd"))
                .users()
                .forEach(user -> all.add(user.userId()));

        assertThat(first.users()).hasSize(500);
        assertThat(all).hasSize(1203).doesNotHaveDuplicates().endsWith("u1202");
    }

    @Test
    void a_list_goes_on_behind_a_user_that_was_deleted_meanwhile() {
        EMULATOR.emulator().seed().collection("staff").user("a").user("b").user("c");
        String token = aws.listUsers(request -> request.collectionId("staff").maxResults(2))
                .nextToken();
        aws.deleteUser(request -> request.collectionId("staff").userId("b"));

        assertThat(aws.listUsers(request -> request.collectionId("staff").nextToken(token))
                        .users())
                .extracting(User::userId)
                .containsExactly("c");
    }

    @Test
    void ids_and_numbers_out_of_range_are_refused() {
        user("ann");
        assertThat(List.of(
                        Aws.code(() -> aws.createUser(
                                request -> request.collectionId("staff").userId("a b"))),
                        Aws.code(() -> aws.createUser(
                                request -> request.collectionId("staff").userId("x".repeat(129)))),
                        Aws.code(() -> aws.createUser(request ->
                                request.collectionId("staff").userId("bob").clientRequestToken("a token with spaces"))),
                        Aws.code(() -> aws.listUsers(
                                request -> request.collectionId("staff").maxResults(501))),
                        Aws.code(() -> aws.searchUsers(request ->
                                request.collectionId("staff").userId("ann").maxUsers(501))),
                        Aws.code(() -> aws.associateFaces(request ->
                                request.collectionId("staff").userId("ann").faceIds("no uuid")))))
                .containsOnly("ValidationException");
    }
}
