package io.facebridge.aws;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceAttributes.AgeRange;
import io.facebridge.face.FaceAttributes.FaceTrait;
import io.facebridge.face.FaceFeature;
import io.facebridge.face.Landmarks.FaceContour;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.match.Candidate;
import io.facebridge.match.Comparison;
import io.facebridge.match.Identification;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.ScoreScale;
import io.facebridge.match.Threshold;
import io.facebridge.testkit.CannedService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;

/** What the vendor publishes as answers of its service, read through its SDK into our values. */
class VendorSamplesTest {
    private static final GalleryId GALLERY = new GalleryId("staff");
    private static final PersonId ADA = new PersonId("ada");
    private static final String NO_USERS_FOUND =
            "{\"FaceModelVersion\":\"3.0\",\"UserMatches\":[],\"UnsearchedFaces\":[],"
                    + "\"SearchedFace\":{\"FaceDetail\":{\"BoundingBox\":{\"Width\":0.1,\"Height\":0.1,\"Left\":0.1,\"Top\":0.1},"
                    + "\"Confidence\":99.0}}}";
    private static final String NO_USERS = "{\"FaceCount\":20,\"UserCount\":0,\"FaceModelVersion\":\"3.0\"}";
    private static final Set<String> READ = Set.of(
            "associate-faces.smithy",
            "compare-faces.awscli",
            "create-collection.awscli",
            "create-collection.botocore",
            "delete-collection.awscli",
            "delete-collection.botocore",
            "delete-faces.botocore",
            "detect-faces.awscli",
            "devguide-create-collection-procedure2",
            "devguide-delete-collection-procedure2",
            "devguide-delete-faces-procedure2",
            "devguide-faces-detect-images2",
            "devguide-search-face-with-image-procedure2",
            "error-invalid-s3-object.devguide",
            "index-faces.awscli",
            "list-faces.botocore",
            "list-users.smithy",
            "search-faces-by-image.botocore",
            "search-faces.awscli",
            "search-faces.botocore",
            "search-users-by-image.smithy");

    /** The published requests, by the operation. */
    private static final Map<String, List<String>> REQUESTS = Map.ofEntries(
            entry("AssociateFaces", List.of("associate-faces.smithy")),
            entry("CompareFaces", List.of("compare-faces.awscli")),
            entry(
                    "CreateCollection",
                    List.of(
                            "create-collection.awscli",
                            "create-collection.botocore",
                            "devguide-create-collection-procedure")),
            entry(
                    "DeleteCollection",
                    List.of(
                            "delete-collection.awscli",
                            "delete-collection.botocore",
                            "devguide-delete-collection-procedure")),
            entry("DeleteFaces", List.of("delete-faces.botocore", "devguide-delete-faces-procedure")),
            entry("DetectFaces", List.of("detect-faces.awscli", "devguide-faces-detect-images")),
            entry("IndexFaces", List.of("index-faces.awscli")),
            entry("ListFaces", List.of("list-faces.botocore")),
            entry("ListUsers", List.of("list-users.smithy")),
            entry("SearchFaces", List.of("search-faces.awscli", "search-faces.botocore")),
            entry(
                    "SearchFacesByImage",
                    List.of("devguide-search-face-with-image-procedure", "search-faces-by-image.botocore")),
            entry("SearchUsersByImage", List.of("search-users-by-image.smithy")));

    /** Members for which the service has a default that suits the provider. */
    private static final Set<String> LEFT_TO_THE_SERVICE = Set.of("DetectionAttributes", "MaxResults");

    private final FaceImage blank = blank();
    private Path samples;
    private CannedService service;
    private AwsFaces faces;

    @BeforeEach
    void open() {
        samples = Path.of(System.getProperty("facebridge.shared", "none"), "samples", "aws");
        assumeTrue(Files.isDirectory(samples), "shared folder missing: samples");
        service = AwsClients.cannedService();
        faces = AwsClients.faces(service.endpoint()).build();
    }

    @AfterEach
    void close() {
        if (faces != null) {
            faces.close();
            service.close();
        }
    }

    @Test
    void every_sample_answer_is_read_by_a_test_of_this_class() throws IOException {
        Set<String> there = new TreeSet<>();
        try (Stream<Path> files = Files.list(samples)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".response.json"))
                    .forEach(name -> there.add(name.substring(0, name.length() - ".response.json".length())));
        }

        assertThat(there).isEqualTo(new TreeSet<>(READ));
    }

    @Test
    void every_published_request_is_compared_with_one_that_is_sent() throws IOException {
        try (Stream<Path> files = Files.list(samples)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".request.json"))
                            .map(name -> name.substring(0, name.length() - ".request.json".length())))
                    .containsExactlyInAnyOrderElementsOf(
                            REQUESTS.values().stream().flatMap(List::stream).toList());
        }
    }

    @Test
    void what_is_sent_has_the_members_of_the_published_requests_in_their_types() throws IOException {
        sendEveryOperation();
        Map<String, JsonNode> sent = new HashMap<>();
        for (int i = 0; i < service.requests().size(); i++) {
            sent.put(
                    service.requests().get(i),
                    JsonNode.parser().parse(service.bodies().get(i)));
        }

        for (Map.Entry<String, List<String>> operation : REQUESTS.entrySet()) {
            assertThat(sent).containsKey(operation.getKey());
            for (String name : operation.getValue()) {
                JsonNode published = JsonNode.parser().parse(Files.readString(samples.resolve(name + ".request.json")));
                assertThat(published.asObject()).as(name).isNotEmpty();
                Map<String, JsonNode> members = new HashMap<>(published.asObject());
                members.keySet().removeAll(LEFT_TO_THE_SERVICE);
                members.forEach((member, value) -> assertThat(Optional.ofNullable(sent.get(operation.getKey()))
                                .flatMap(request -> request.field(member))
                                .map(VendorSamplesTest::type))
                        .as("%s of %s", member, name)
                        .hasValue(isShorthandOfAList(member) ? "array" : type(value)));
            }
        }
    }

    /** The command line writes a list of one text without brackets. */
    private static boolean isShorthandOfAList(String member) {
        return member.endsWith("Attributes");
    }

    private static String type(JsonNode node) {
        return node.isArray() ? "array" : node.isObject() ? "object" : node.isNumber() ? "number" : "text";
    }

    private void sendEveryOperation() {
        service.with("CreateCollection", sample("create-collection.awscli"))
                .with("DeleteCollection", sample("delete-collection.awscli"))
                .with("ListUsers", "{\"Users\":[]}")
                .with("ListFaces", "{\"Faces\":[]}")
                .with("IndexFaces", sample("index-faces.awscli"))
                .with("AssociateFaces", "{\"UserStatus\":\"UPDATING\"}")
                .with("DetectFaces", sample("detect-faces.awscli"))
                .with("CompareFaces", sample("compare-faces.awscli"))
                .with("SearchUsersByImage", NO_USERS_FOUND)
                .with("DescribeCollection", NO_USERS)
                .with("SearchFacesByImage", sample("devguide-search-face-with-image-procedure2"))
                .with("SearchFaces", sample("search-faces.awscli"));
        faces.galleries().create(GALLERY);
        faces.galleries().delete(GALLERY);
        gallery().enroll(EnrollRequest.of(ADA, blank).withoutQualityGate());
        detectEverything();
        faces.comparer().compare(blank, blank);
        candidates();
        service.with("ListFaces", text("list-faces.botocore"));
        duplicates();
        gallery().list().forEach(person -> {});
        Iterator<String> listed =
                List.of(text("list-faces.botocore"), "{\"Faces\":[]}").iterator();
        service.with("DeleteFaces", sample("delete-faces.botocore")).with("ListFaces", listed::next);
        gallery().remove(ADA);
    }

    @Test
    void compare_faces() {
        service.with("CompareFaces", sample("compare-faces.awscli"));
        Comparison comparison = faces.comparer().compare(blank, blank);

        assertThat(comparison.score().value()).isEqualTo(100);
        assertThat(comparison.score().scale().model()).isEqualTo(ScoreScale.UNVERSIONED);
        assertThat(comparison.rivalledIn()).isEmpty();
        assertThat(comparison.upperBound()).isFalse();
        assertBox(comparison.probeFace().orElseThrow().box(), 0.59013, 0.16007, 0.12369, 0.25140);
        assertBox(comparison.referenceFace().orElseThrow().box(), 0.59013, 0.16007, 0.12369, 0.25140);
        assertThat(comparison.vendor().as(CompareFacesResponse.class)).isPresent();
        assertThat(comparison.vendor().requestId()).contains("0b8b7b0a-4d4b-4a53-9c3e-2b1f0f0f0f0f");
    }

    @Test
    void detect_faces_of_the_command_line_reference() {
        service.with("DetectFaces", sample("detect-faces.awscli"));
        DetectedFace face = detectEverything();

        assertThat(face.confidence()).hasValue(1);
        assertBox(face.box(), 0.59013, 0.16007, 0.12369, 0.25140);
        assertThat(face.pose().orElseThrow().yaw()).isCloseTo(-3.735, within(1e-3));
        assertThat(face.pose().orElseThrow().roll()).isCloseTo(-0.103, within(1e-3));
        assertThat(face.pose().orElseThrow().pitch()).isCloseTo(0.864, within(1e-3));
        assertThat(face.landmarks().orElseThrow().leftEye().x()).isCloseTo(0.62042, within(1e-5));
        assertThat(face.landmarks().orElseThrow().rightEye().x()).isCloseTo(0.67768, within(1e-5));
        assertThat(face.landmarks().orElseThrow().contours())
                .containsKeys(FaceContour.FACE_OUTLINE, FaceContour.LEFT_EYE, FaceContour.OUTER_LIPS)
                .allSatisfy((contour, points) -> assertThat(points).isNotEmpty());
        assertThat(face.quality().orElseThrow().sharpness()).hasValueCloseTo(0.95516, within(1e-5));
        assertThat(face.quality().orElseThrow().brightness()).hasValueCloseTo(0.65299, within(1e-5));
        assertThat(face.attributes().orElseThrow()).satisfies(attributes -> {
            assertThat(attributes.age()).contains(new AgeRange(32, 48));
            assertThat(attributes.gender().orElseThrow().value()).isEqualTo("male");
            assertThat(attributes.emotions()).hasSize(8).containsKey("surprised");
            assertThat(attributes.traits().keySet())
                    .contains(FaceTrait.GLASSES, FaceTrait.SUNGLASSES, FaceTrait.EYES_OPEN, FaceTrait.SMILE);
        });
    }

    @Test
    void detect_faces_of_the_developer_guide() {
        service.with("DetectFaces", sample("devguide-faces-detect-images2"));
        DetectedFace face = detectEverything();

        assertThat(face.confidence()).hasValueCloseTo(0.9999995, within(1e-6));
        assertBox(face.box(), 0.26937, 0.11425, 0.42326, 0.69681);
        assertThat(face.attributes().orElseThrow()).satisfies(attributes -> {
            assertThat(attributes.age()).contains(new AgeRange(26, 43));
            assertThat(attributes.traits().get(FaceTrait.BEARD))
                    .isNotNull()
                    .satisfies(beard -> assertThat(beard.value()).isTrue());
            assertThat(List.copyOf(attributes.emotions().values())).isSortedAccordingTo(Comparator.reverseOrder());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"create-collection.awscli", "create-collection.botocore", "devguide-create-collection-procedure2"
            })
    void create_collection(String sample) {
        service.with("CreateCollection", sample(sample));

        assertThat(faces.galleries().create(GALLERY).id()).isEqualTo(GALLERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"delete-collection.awscli", "delete-collection.botocore", "devguide-delete-collection-procedure2"
            })
    void delete_collection(String sample) {
        service.with("DeleteCollection", sample(sample));
        faces.galleries().delete(GALLERY);

        assertThat(service.requests()).containsExactly("DeleteCollection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete-faces.botocore", "devguide-delete-faces-procedure2"})
    void delete_faces(String sample) {
        Iterator<String> listed =
                List.of(text("list-faces.botocore"), "{\"Faces\":[]}").iterator();
        service.with("DeleteFaces", sample(sample)).with("ListFaces", listed::next);
        gallery().remove(ADA);

        // The answer is of other faces than those that were asked for, so it is looked whether they are gone.
        assertThat(service.requests())
                .containsExactly("ListFaces", "DisassociateFaces", "DeleteFaces", "ListFaces", "DeleteUser");
    }

    @Test
    void list_faces() {
        service.with("ListFaces", sample("list-faces.botocore"));
        List<FaceId> found = gallery().find(ADA).orElseThrow().faces();

        assertThat(found)
                .hasSize(11)
                .startsWith(
                        new FaceId("1c62e8b5-69a7-5b7d-b3cd-db4338a8a7e7"),
                        new FaceId("29a75abe-397b-5101-ba4f-706783b2246c"));
    }

    @Test
    void list_users() {
        service.with("ListUsers", sample("list-users.smithy"));
        Iterator<PersonId> persons = gallery().list().iterator();

        assertThat(persons.next()).isEqualTo(new PersonId("demoUser4"));
        assertThat(persons.next()).isEqualTo(new PersonId("demoUser2"));
        assertThat(service.requests()).containsExactly("ListUsers");
        assertThat(persons.hasNext()).as("a further page").isTrue();
    }

    @Test
    void index_faces_and_associate_faces() {
        service.with("ListFaces", "{\"Faces\":[]}")
                .with("IndexFaces", sample("index-faces.awscli"))
                .with("AssociateFaces", sample("associate-faces.smithy"))
                .with("DeleteFaces", "{\"DeletedFaces\":[\"ce7ed422-2132-4a11-ab14-06c5c410f29f\"]}");
        FaceGallery gallery = gallery();
        EnrollRequest request = EnrollRequest.of(ADA, blank).withoutQualityGate();

        RequestRefusedException thrown =
                catchThrowableOfType(RequestRefusedException.class, () -> gallery.enroll(request));
        assertThat(thrown)
                .as("another user's face")
                .isNotNull()
                .hasMessageContaining("LOW_MATCH_CONFIDENCE")
                .hasMessageNotContaining("demoUser2");
        assertThat(service.requests()).endsWith("DisassociateFaces", "DeleteFaces", "ListFaces", "DeleteUser");
        service.with("AssociateFaces", "{\"UserStatus\":\"UPDATING\"}");
        assertThat(gallery.enroll(request).faces()).singleElement().satisfies(face -> {
            assertThat(face.id().value()).isEqualTo("ce7ed422-2132-4a11-ab14-06c5c410f29f");
            assertBox(face.face().box(), 0.5575, 0.1618, 0.18563, 0.24771);
        });
    }

    @Test
    void search_users_by_image() {
        service.with("SearchUsersByImage", sample("search-users-by-image.smithy"));
        Identification found =
                faces.identifier().identify(IdentifyRequest.of(blank, GALLERY)).get(0);
        Candidate best = found.best().orElseThrow();

        assertThat(best.person()).isEqualTo(new PersonId("demoUser1"));
        assertThat(best.score().value()).isCloseTo(99.88187, within(1e-5));
        assertThat(best.score().scale().model()).isEqualTo("6");
        assertBox(found.face().box(), 0.35987, 0.53915, 0.03693, 0.07510);
        MatchDecision decision = Threshold.explicit(90, best.score().scale()).judge(best.comparison());
        assertThat(decision.reasons())
                .as("others are nearly as high")
                .containsExactly(MatchDecision.Reason.RIVAL_FACE_IN_PROBE);
    }

    @Test
    void search_faces_by_image_of_the_developer_guide() {
        service.with("SearchUsersByImage", NO_USERS_FOUND)
                .with("DescribeCollection", NO_USERS)
                .with("SearchFacesByImage", sample("devguide-search-face-with-image-procedure2"));

        assertThat(candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.person()).isEqualTo(new PersonId("input.jpg"));
            assertThat(candidate.score().value()).isCloseTo(99.97642, within(1e-5));
        });
    }

    @Test
    void search_faces_by_image_of_faces_without_a_name() {
        service.with("SearchUsersByImage", NO_USERS_FOUND)
                .with("DescribeCollection", NO_USERS)
                .with("SearchFacesByImage", sample("search-faces-by-image.botocore"));

        assertThat(candidates())
                .isNotEmpty()
                .allSatisfy(candidate -> assertThat(candidate.person().value()).matches("[0-9a-f-]{36}"));
    }

    @Test
    void search_faces() {
        service.with("DescribeCollection", NO_USERS)
                .with(
                        "ListFaces",
                        "{\"Faces\":[{\"FaceId\":\"8d3cfc70-4ba8-4b36-9644-90fba29c2dac\",\"ExternalImageId\":\"me.jpg\"}]}")
                .with("SearchFaces", sample("search-faces.awscli"));

        assertThat(duplicates()).hasSizeGreaterThan(2).anySatisfy(pair -> {
            assertThat(pair.first()).isEqualTo(new PersonId("me.jpg"));
            assertThat(pair.second()).isEqualTo(new PersonId("image1.jpg"));
            assertThat(pair.score().value()).isCloseTo(99.30997, within(1e-5));
            assertThat(pair.score().scale().model()).isEqualTo("3.0");
        });
    }

    @Test
    void search_faces_without_names() {
        service.with("DescribeCollection", NO_USERS)
                .with(
                        "ListFaces",
                        "{\"Faces\":[{\"FaceId\":\"70008e50-75e4-55d0-8e80-363fb73b3a14\",\"ExternalImageId\":\"me.jpg\"}]}")
                .with("SearchFaces", sample("search-faces.botocore"));

        assertThat(duplicates())
                .isNotEmpty()
                .allSatisfy(pair -> assertThat(pair.second().value()).matches("[0-9a-f-]{36}"));
    }

    @Test
    void an_object_that_cannot_be_read() {
        service.with("DetectFaces", 400, sample("error-invalid-s3-object.devguide"));
        S3Location place = S3Location.of("our-bucket", "missing.jpg");
        NotFoundException thrown = catchThrowableOfType(
                NotFoundException.class, () -> faces.detector().detectInS3(place, DetectOptions.defaults()));

        assertThat(thrown).as("the refusal").isNotNull();
        assertThat(thrown.kind()).isEqualTo(NotFoundException.Kind.IMAGE);
        assertThat(thrown.providerError().orElseThrow().code()).isEqualTo("InvalidS3ObjectException");
        assertThat(thrown.providerError().orElseThrow().httpStatus()).isEqualTo(400);
    }

    private FaceGallery gallery() {
        return faces.galleries().open(GALLERY);
    }

    private List<Candidate> candidates() {
        return faces.identifier()
                .identify(IdentifyRequest.of(blank, GALLERY))
                .get(0)
                .candidates();
    }

    private List<DuplicatePair> duplicates() {
        ScoreScale scale = faces.duplicateFinder().scale(GALLERY);
        List<DuplicatePair> pairs = new ArrayList<>();
        faces.duplicateFinder().find(GALLERY, Threshold.explicit(80, scale)).forEach(pairs::add);
        return pairs;
    }

    private DetectedFace detectEverything() {
        List<DetectedFace> found =
                faces.detector().detect(blank, DetectOptions.defaults().with(FaceFeature.values()));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private String text(String name) {
        try {
            return Files.readString(sample(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path sample(String name) {
        assertThat(READ).contains(name);
        return samples.resolve(name + ".response.json");
    }

    private static void assertBox(BoundingBox box, double left, double top, double width, double height) {
        assertThat(box.left()).isCloseTo(left, within(1e-5));
        assertThat(box.top()).isCloseTo(top, within(1e-5));
        assertThat(box.width()).isCloseTo(width, within(1e-5));
        assertThat(box.height()).isCloseTo(height, within(1e-5));
    }

    private static FaceImage blank() {
        try {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(200, 200, BufferedImage.TYPE_3BYTE_BGR), "jpg", jpeg);
            return FaceImage.of(jpeg.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
