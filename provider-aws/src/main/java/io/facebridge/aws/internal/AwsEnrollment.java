package io.facebridge.aws.internal;

import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UnsupportedCapabilityException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityReason;
import io.facebridge.face.QualityVerdict;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.EnrollmentResult.Verdict;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.spi.SelectedFace;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;
import software.amazon.awssdk.services.rekognition.model.FaceRecord;
import software.amazon.awssdk.services.rekognition.model.IndexFacesRequest;
import software.amazon.awssdk.services.rekognition.model.IndexFacesResponse;
import software.amazon.awssdk.services.rekognition.model.QualityFilter;
import software.amazon.awssdk.services.rekognition.model.Reason;
import software.amazon.awssdk.services.rekognition.model.UnindexedFace;

/**
 * One enrollment: detects each image's face unless the quality gate is off, indexes it, then associates all faces with the
 * person at once. What was indexed before a failure is deleted again; faces that the person had before are never changed.
 * Confined to one thread.
 */
final class AwsEnrollment {
    /** DetectFaces and IndexFaces return similar boxes for the same face. */
    private static final double SAME_FACE = 0.5;

    private final AwsCalls calls;
    private final String collection;
    private final AwsPersons persons;
    private final GalleryContext context;
    private final EnrollRequest request;
    private final PersonId person;
    private final Deadline deadline;

    private final Set<FaceId> before = new LinkedHashSet<>();
    private final Set<FaceId> indexed = new LinkedHashSet<>();
    private final Set<FaceId> wanted = new LinkedHashSet<>();
    private boolean personIsNew;
    private boolean associating;

    AwsEnrollment(
            AwsCalls calls,
            String collection,
            AwsPersons persons,
            GalleryContext context,
            EnrollRequest request,
            Deadline deadline) {
        this.calls = calls;
        this.collection = collection;
        this.persons = persons;
        this.context = context;
        this.request = request;
        this.person = request.person();
        this.deadline = deadline;
    }

    EnrollmentResult run() {
        if (request.face() == FaceSelection.CENTRAL) {
            throw new UnsupportedCapabilityException(context.provider(), "FaceSelection.CENTRAL for enrollment");
        }
        for (Face face : persons.faces(person, deadline)) {
            before.add(new FaceId(face.faceId()));
        }
        List<Verdict> verdicts;
        try {
            verdicts = request.images().stream().map(this::index).toList();
            refuseUnlessOneIsUsable(verdicts);
            if (before.size() + wanted.size() > AwsPersons.MOST_FACES) {
                throw new QuotaExceededException(
                        "a person has at most " + AwsPersons.MOST_FACES + " faces on Rekognition, but this one has "
                                + before.size() + " and " + wanted.size()
                                + " more were to be enrolled; remove some first",
                        null,
                        null);
            }
            persons.deleteFaces(unwanted(), deadline);
            if (!wanted.isEmpty()) {
                associate();
            }
        } catch (FaceBridgeException e) {
            takeBack(e);
            throw e;
        }
        return EnrollmentResult.of(person, verdicts);
    }

    private void associate() {
        personIsNew = before.isEmpty() && persons.create(person, deadline);
        associating = true;
        persons.associate(person, wanted, deadline);
    }

    private Verdict index(FaceImage image) {
        AwsImages prepared;
        try {
            prepared = AwsImages.prepare(image, deadline);
        } catch (InvalidImageException e) {
            return Verdict.refused(e);
        }
        @Nullable Judged judged = null;
        try {
            if (request.qualityGate().isPresent()) {
                judged = judge(prepared, request.qualityGate().get());
                if (!judged.verdict().accepted()) {
                    return Verdict.refused(judged.verdict());
                }
            }
        } catch (InvalidImageException | FaceNotFoundException | TooManyFacesException e) {
            return Verdict.refused(e);
        }
        IndexFacesResponse answer;
        try {
            answer = calls.send(
                    AwsOperations.INDEX_FACES,
                    IndexFacesRequest.builder()
                            .collectionId(collection)
                            .image(prepared.sent())
                            .externalImageId(AwsNames.user(person))
                            .maxFaces(1)
                            .qualityFilter(QualityFilter.AUTO)
                            .build(),
                    deadline,
                    AwsEnrollment::required);
        } catch (InvalidImageException e) {
            if (e.effect() != Effect.NONE) {
                throw e; // it may be enrolled, and has to be taken back
            }
            return Verdict.refused(e);
        }
        return verdict(answer, judged);
    }

    private static IndexFacesResponse required(IndexFacesResponse response) {
        UnusableAnswerException.requireText("face model version", response.faceModelVersion());
        for (FaceRecord record : response.faceRecords()) {
            Face face = UnusableAnswerException.require("face", record.face());
            AwsNames.answeredFace(face.faceId());
            AwsMapper.place(face.boundingBox(), face.confidence());
        }
        return response;
    }

    /** Applies the gate before anything is indexed, so that a rejected face is never in the gallery. */
    private Judged judge(AwsImages prepared, QualityGate gate) {
        List<DetectedFace> faces = context.detector().detectToJudge(prepared, deadline);
        SelectedFace chosen = SelectedFace.of(faces, request.face(), prepared.original(), ImageRole.REFERENCE);
        DetectedFace face = faces.get(chosen.index());
        return new Judged(face, request.face() == FaceSelection.ONLY ? gate.judge(face, 0) : gate.judge(face));
    }

    private Verdict verdict(IndexFacesResponse answer, @Nullable Judged judged) {
        if (answer.faceRecords().isEmpty()) {
            return Verdict.refused(
                    answer.unindexedFaces().isEmpty()
                            ? new FaceNotFoundException(ImageRole.REFERENCE, null)
                            : new LowQualityException(ImageRole.REFERENCE, reasons(answer.unindexedFaces()), null));
        }
        Face face = answer.faceRecords().get(0).face();
        FaceId id = new FaceId(face.faceId());
        DetectedFace place = AwsMapper.face(face);
        if (!before.contains(id)) {
            indexed.add(id);
        }
        // Every other face counts, however small or blurred: the person that the image shows is then ambiguous.
        if (request.face() == FaceSelection.ONLY && !answer.unindexedFaces().isEmpty()) {
            return Verdict.refused(new TooManyFacesException(ImageRole.REFERENCE, boxes(place, answer), null));
        }
        // The service skips a face that it does not index; the next one is not the selected one.
        if (judged != null && judged.face().box().iou(place.box()) < SAME_FACE) {
            return Verdict.refused(new LowQualityException(ImageRole.REFERENCE, Set.of(QualityReason.OTHER), null));
        }
        if (!before.contains(id)) {
            wanted.add(id);
        }
        EnrolledFace enrolled = new EnrolledFace(id, place);
        return judged == null ? Verdict.enrolled(enrolled) : Verdict.enrolled(enrolled, judged.verdict());
    }

    private static List<BoundingBox> boxes(DetectedFace indexed, IndexFacesResponse answer) {
        List<FaceDetail> others = answer.unindexedFaces().stream()
                .map(UnindexedFace::faceDetail)
                .filter(Objects::nonNull)
                .toList();
        return Stream.concat(
                        Stream.of(indexed.box()),
                        AwsMapper.placedOrNone(others, FaceDetail::boundingBox).stream()
                                .map(detail ->
                                        AwsMapper.face(detail, Set.of(), null).box()))
                .sorted(Comparator.comparingDouble(BoundingBox::area).reversed())
                .toList();
    }

    private static void refuseUnlessOneIsUsable(List<Verdict> verdicts) {
        if (verdicts.stream().allMatch(verdict -> verdict.face().isEmpty())) {
            throw verdicts.get(0).refusal().orElseThrow();
        }
    }

    private List<FaceId> unwanted() {
        return indexed.stream().filter(face -> !wanted.contains(face)).toList();
    }

    private void takeBack(FaceBridgeException failure) {
        if (indexed.isEmpty() && !personIsNew) {
            return;
        }
        try {
            if (associating) {
                persons.disassociateIfTheirs(person, wanted, deadline);
            }
            persons.deleteFaces(indexed, deadline);
            if (personIsNew && !persons.exists(person, deadline)) {
                persons.delete(person, deadline);
            }
        } catch (FaceBridgeException e) {
            failure.addSuppressed(e);
            failure.addEffect(
                    Effect.PARTIAL,
                    "up to " + indexed.size()
                            + " faces of this enrollment could not be taken back; enroll again with the"
                            + " same images, or remove the person");
        }
    }

    private static Set<QualityReason> reasons(List<UnindexedFace> faces) {
        return faces.stream()
                .flatMap(face -> face.reasons().stream())
                .map(AwsEnrollment::reason)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(QualityReason.class)));
    }

    private static QualityReason reason(Reason reason) {
        return switch (reason) {
            case SMALL_BOUNDING_BOX -> QualityReason.TOO_SMALL;
            case LOW_SHARPNESS -> QualityReason.TOO_BLURRED;
            case LOW_BRIGHTNESS -> QualityReason.TOO_DARK;
            case EXTREME_POSE -> QualityReason.EXTREME_POSE;
            case LOW_CONFIDENCE -> QualityReason.LOW_CONFIDENCE;
            case LOW_FACE_QUALITY, EXCEEDS_MAX_FACES, UNKNOWN_TO_SDK_VERSION -> QualityReason.OTHER;
        };
    }

    /**
     * The verdict of the quality gate.
     *
     * @param face the judged face
     * @param verdict the verdict
     */
    private record Judged(DetectedFace face, QualityVerdict verdict) {}
}
