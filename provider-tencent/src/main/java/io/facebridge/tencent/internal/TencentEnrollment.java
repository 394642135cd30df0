package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.CreateFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.CreateFaceResponse;
import com.tencentcloudapi.iai.v20200303.models.CreatePersonRequest;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.error.UnsupportedCapabilityException;
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
import io.facebridge.image.FaceImage;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.tencent.SimilarPersonException;
import io.facebridge.tencent.internal.TencentPersons.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One enrollment: CreatePerson with the first image that the service accepts, then CreateFace with the others, as many per
 * request as fit. What was enrolled before a failure is deleted again; faces that the person had before are never changed.
 * Confined to one thread.
 */
final class TencentEnrollment {
    /** A CreateFace request has at most four images and 10 MB. */
    private static final int MOST_PICTURES = 4;

    private static final int MOST_BASE_64 = 9_900_000;

    private static final long OK = 0;
    private static final long NO_FACE = -1101;
    private static final long NOT_DECODED = -1102;
    private static final long POOR = -1601;

    /** DetectFace and the enrollment return slightly different boxes for the same face. */
    private static final double SAME_FACE = 0.2;

    private final TencentCalls calls;
    private final String group;
    private final TencentPersons persons;
    private final GalleryContext context;
    private final EnrollRequest request;
    private final Deadline deadline;

    private final Map<Integer, Verdict> verdicts = new LinkedHashMap<>();
    private final Map<Integer, QualityVerdict> judged = new HashMap<>();
    private final Map<Integer, DetectedFace> meant = new HashMap<>();
    private final Map<Integer, TencentImages> pictures = new LinkedHashMap<>();
    private boolean wrote;

    TencentEnrollment(
            TencentCalls calls,
            String group,
            TencentPersons persons,
            GalleryContext context,
            EnrollRequest request,
            Deadline deadline) {
        this.calls = calls;
        this.group = group;
        this.persons = persons;
        this.context = context;
        this.request = request;
        this.deadline = deadline;
    }

    EnrollmentResult run() {
        if (request.face() == FaceSelection.CENTRAL) {
            throw new UnsupportedCapabilityException(context.provider(), "FaceSelection.CENTRAL for enrollment");
        }
        for (int i = 0; i < request.images().size(); i++) {
            look(i, request.images().get(i));
        }
        if (pictures.isEmpty()) {
            new TencentGroups(calls).describe(group, deadline);
            throw Objects.requireNonNull(verdicts.get(0)).refusal().orElseThrow();
        }
        return context.locks().callExclusively(group, request.person().value(), deadline, this::write);
    }

    /** Checks an image as far as possible before it is enrolled, and records its rejection if it is unusable. */
    private void look(int index, FaceImage image) {
        try {
            TencentImages prepared = TencentImages.prepare(image, deadline);
            @Nullable QualityGate gate = request.qualityGate().orElse(null);
            if (request.face() == FaceSelection.ONLY || gate != null) {
                DetectedFace face = IaiFaceComparer.Looked.at(
                                context.detector(), prepared, request.face(), ImageRole.REFERENCE, deadline)
                        .face();
                meant.put(index, face);
                if (gate != null && !judge(index, face, gate).accepted()) {
                    return;
                }
            }
            pictures.put(index, prepared);
        } catch (InvalidImageException | FaceNotFoundException | TooManyFacesException e) {
            verdicts.put(index, Verdict.refused(e));
        }
    }

    private QualityVerdict judge(int index, DetectedFace face, QualityGate gate) {
        QualityVerdict verdict = request.face() == FaceSelection.ONLY ? gate.judge(face, 0) : gate.judge(face);
        if (verdict.accepted()) {
            judged.put(index, verdict);
        } else {
            verdicts.put(index, Verdict.refused(verdict));
        }
        return verdict;
    }

    private Verdict enrolled(int index, EnrolledFace face) {
        QualityVerdict verdict = judged.get(index);
        return verdict == null ? Verdict.enrolled(face) : Verdict.enrolled(face, verdict);
    }

    private EnrollmentResult write() {
        Optional<Known> before = persons.find(request.person(), deadline);
        int has = before.map(known -> known.faces().size()).orElse(0);
        if (has + pictures.size() > TencentPersons.MOST_FACES) {
            throw new QuotaExceededException(
                    "a person has at most " + TencentPersons.MOST_FACES + " faces on Tencent Cloud, but this one has "
                            + has + " and " + pictures.size() + " more were to be enrolled; remove some first",
                    null,
                    null);
        }
        String person = before.map(Known::id).orElseGet(() -> TencentNames.toEnroll(request.person(), group));
        try {
            if (before.isEmpty()) {
                create(person);
            }
            while (!pictures.isEmpty()) {
                add(person);
            }
        } catch (FaceBridgeException e) {
            takeBack(person, before.orElse(null), e);
            throw e;
        }
        List<Verdict> inOrder = new ArrayList<>();
        for (int i = 0; i < request.images().size(); i++) {
            inOrder.add(Objects.requireNonNull(verdicts.get(i)));
        }
        if (inOrder.stream().allMatch(verdict -> verdict.face().isEmpty())) {
            throw inOrder.get(0).refusal().orElseThrow();
        }
        return EnrollmentResult.of(request.person(), inOrder);
    }

    /** Enrolls the person with the first usable image. */
    private void create(String person) {
        boolean created = false;
        while (!created && !pictures.isEmpty()) {
            int index = pictures.keySet().iterator().next();
            TencentImages picture = pictures.remove(index);
            CreatePersonRequest create = new CreatePersonRequest();
            create.setGroupId(group);
            create.setPersonId(person);
            create.setPersonName(TencentNames.nameOf(request.person().value()));
            create.setImage(picture.base64());
            create.setQualityControl((long) context.qualityControl());
            create.setUniquePersonControl((long) context.uniquePersonControl());
            try {
                EnrolledFace face = calls.send(TencentOperations.CREATE_PERSON, create, deadline, answer -> {
                    String similar = answer.getSimilarPersonId();
                    if (similar != null && !similar.isEmpty()) {
                        throw new SimilarPersonException(
                                TencentNames.person(TencentNames.answeredPerson(similar), group));
                    }
                    return new EnrolledFace(
                            TencentNames.answeredFace(answer.getFaceId()),
                            TencentMapper.face(answer.getFaceRect(), picture));
                });
                wrote = true;
                if (isMeant(index, face)) {
                    verdicts.put(index, enrolled(index, face));
                    created = true;
                } else {
                    verdicts.put(index, Verdict.refused(anotherFace()));
                    persons.deleteOurs(person, deadline);
                    wrote = false;
                }
            } catch (InvalidImageException | FaceNotFoundException | LowQualityException e) {
                if (e.effect() != Effect.NONE) {
                    throw e; // it may be enrolled, and has to be taken back
                }
                verdicts.put(index, Verdict.refused(e));
            }
        }
    }

    /** Adds as many images to the person as fit in a request. */
    private void add(String person) {
        List<Integer> indices = new ArrayList<>();
        List<TencentImages> batch = new ArrayList<>();
        long length = 0;
        for (Map.Entry<Integer, TencentImages> picture : pictures.entrySet()) {
            length += picture.getValue().base64().length();
            if (batch.size() == MOST_PICTURES || (!batch.isEmpty() && length > MOST_BASE_64)) {
                break;
            }
            indices.add(picture.getKey());
            batch.add(picture.getValue());
        }
        indices.forEach(pictures::remove);
        CreateFaceRequest create = new CreateFaceRequest();
        create.setPersonId(person);
        create.setImages(batch.stream().map(TencentImages::base64).toArray(String[]::new));
        create.setQualityControl((long) context.qualityControl());
        create.setFaceMatchThreshold(0f);
        List<Verdict> added =
                calls.send(TencentOperations.CREATE_FACE, create, deadline, answer -> verdicts(answer, indices, batch));
        wrote = true;
        List<FaceId> others = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            int index = indices.get(i);
            Verdict verdict = added.get(i);
            @Nullable EnrolledFace face = verdict.face().orElse(null);
            if (face != null && !isMeant(index, face)) {
                others.add(face.id());
                verdict = Verdict.refused(anotherFace());
            }
            verdicts.put(index, verdict);
        }
        if (!others.isEmpty()) {
            persons.deleteFaces(person, others, deadline);
        }
    }

    /** Returns whether the service enrolled the face that was inspected; it selects one by itself and returns its box. */
    private boolean isMeant(int index, EnrolledFace enrolled) {
        DetectedFace looked = meant.get(index);
        return looked == null || looked.box().iou(enrolled.face().box()) >= SAME_FACE;
    }

    private static LowQualityException anotherFace() {
        return new LowQualityException(ImageRole.REFERENCE, Set.of(QualityReason.OTHER), null);
    }

    private List<Verdict> verdicts(CreateFaceResponse answer, List<Integer> indices, List<TencentImages> batch) {
        Long[] codes = UnusableAnswerException.require("list of results", answer.getRetCode());
        if (codes.length != batch.size()) {
            throw new UnusableAnswerException("results for " + codes.length + " of " + batch.size() + " images");
        }
        List<Verdict> results = new ArrayList<>();
        int enrolled = 0;
        for (int i = 0; i < codes.length; i++) {
            if (UnusableAnswerException.require("result of an image", codes[i]) == OK) {
                results.add(enrolled(
                        indices.get(i),
                        new EnrolledFace(
                                TencentNames.answeredFace(at("id of a face", answer.getSucFaceIds(), enrolled)),
                                TencentMapper.face(
                                        at("place of a face", answer.getSucFaceRects(), enrolled), batch.get(i)))));
                enrolled++;
            } else {
                results.add(Verdict.refused(refusal(codes[i])));
            }
        }
        return results;
    }

    private static <T> T at(String what, T @Nullable [] values, int index) {
        T[] all = UnusableAnswerException.require(what, values);
        if (index >= all.length) {
            throw new UnusableAnswerException("no " + what);
        }
        return all[index];
    }

    /** Translates the service's result for one image, by the codes of CreateFace. */
    private static FaceBridgeException refusal(long code) {
        if (code == NO_FACE) {
            return new FaceNotFoundException(ImageRole.REFERENCE, null);
        }
        if (code == NOT_DECODED) {
            return new InvalidImageException(
                    InvalidImageException.Reason.REFUSED,
                    "Tencent Cloud rejects the image: it cannot be decoded; use another image");
        }
        if (code == POOR) {
            return new LowQualityException(ImageRole.REFERENCE, Set.of(QualityReason.OTHER), null);
        }
        return new ProviderUnavailableException(
                "Tencent Cloud could not enroll an image (" + code + "); enroll it again",
                null,
                Effect.NONE,
                null,
                null);
    }

    /**
     * Rolls back this enrollment. Faces that exist now and did not before are its own, as no other thread of this program
     * writes to the person.
     */
    private void takeBack(String person, @Nullable Known before, FaceBridgeException failure) {
        if (!wrote && failure.effect() == Effect.NONE) {
            return;
        }
        try {
            if (before == null) {
                persons.deleteOurs(person, deadline);
            } else {
                List<FaceId> added = persons.find(request.person(), deadline).stream()
                        .flatMap(known -> known.faces().stream())
                        .filter(face -> !before.faces().contains(face))
                        .toList();
                if (!added.isEmpty()) {
                    persons.deleteFaces(person, added, deadline);
                }
            }
        } catch (FaceBridgeException e) {
            failure.addSuppressed(e);
            failure.addEffect(
                    Effect.PARTIAL,
                    "faces of this enrollment could not be taken back; look at the person, and remove what is too much");
        }
    }
}
