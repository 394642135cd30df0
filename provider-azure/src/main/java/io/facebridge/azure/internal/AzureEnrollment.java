package io.facebridge.azure.internal;

import io.facebridge.azure.internal.AzurePersons.Entry;
import io.facebridge.azure.internal.FaceApiFaceDetector.IdentifiableFace;
import io.facebridge.azure.internal.FaceApiFaceDetector.Selection;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.QuotaExceededException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.BoundingBox;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityVerdict;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.EnrollmentResult.ImageResult;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.provider.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One enrollment: Detect for each image, CreatePerson for a new person, AddFace for each image. If it is unknown whether a
 * person or a face was created, it is searched for by a random mark, which is sent with it, before the request is repeated.
 * What was enrolled before a failure is deleted again; faces that the person had before are never changed. Confined to one
 * thread.
 */
final class AzureEnrollment {
    /** An object that is searched for and not found is created again at most once. */
    private static final int MAX_ATTEMPTS = 2;

    private final AzureGroup group;
    private final AzurePersons persons;
    private final GalleryContext context;
    private final EnrollRequest request;
    private final PersonId person;
    private final Deadline deadline;
    private final String mark;

    private final Map<Integer, ImageResult> verdicts = new LinkedHashMap<>();
    private final Map<Integer, CheckedImage> pictures = new LinkedHashMap<>();

    private final Set<FaceId> before = new LinkedHashSet<>();
    private final Set<FaceId> added = new LinkedHashSet<>();
    private @Nullable String entry;
    private boolean created;
    private boolean wrote;

    AzureEnrollment(
            AzureCalls calls, AzureGroup group, GalleryContext context, EnrollRequest request, Deadline deadline) {
        this.group = group;
        this.context = context;
        this.request = request;
        this.deadline = deadline;
        persons = new AzurePersons(group);
        person = request.person();
        mark = AzureNames.mark(calls.newId());
    }

    EnrollmentResult run() {
        String model = group.model(deadline);
        for (int i = 0; i < request.images().size(); i++) {
            detect(i, request.images().get(i), model);
        }
        if (pictures.isEmpty()) {
            group.requestModel(deadline); // so that a gallery that is gone is not taken for a bad image
            throw refusal();
        }
        return context.locks().callExclusively(group.name(), person.value(), deadline, this::write);
    }

    /** Checks an image as far as possible before it is enrolled, and records its rejection if it is unusable. */
    private void detect(int index, FaceImage image, String model) {
        try {
            AzureImages prepared = AzureImages.prepare(image, deadline);
            List<IdentifiableFace> seen = context.detector().detectWithoutId(prepared, model, deadline);
            DetectedFace face = Selection.of(seen, request.face(), image, ImageRole.REFERENCE)
                    .face();
            @Nullable
            QualityVerdict quality = request.qualityGate()
                    .map(gate -> request.face() == FaceSelection.ONLY ? gate.judge(face, 0) : gate.judge(face))
                    .orElse(null);
            if (quality != null && !quality.accepted()) {
                verdicts.put(index, ImageResult.rejected(quality));
            } else {
                pictures.put(index, new CheckedImage(prepared, face, quality));
            }
        } catch (InvalidImageException | FaceNotFoundException | TooManyFacesException e) {
            verdicts.put(index, ImageResult.rejected(e));
        }
    }

    private EnrollmentResult write() {
        List<Entry> entries = persons.find(person, deadline);
        entries.forEach(known -> before.addAll(known.faces()));
        requireRoom();
        try {
            String id = entries.isEmpty() ? create() : entries.get(0).id();
            entry = id;
            pictures.forEach((index, picture) -> verdicts.put(index, enroll(id, index, picture)));
        } catch (FaceBridgeException e) {
            rollBack(e);
            throw e;
        } finally {
            if (wrote) {
                group.training().changed();
            }
        }
        if (added.isEmpty()) {
            FaceBridgeException refusal = refusal();
            rollBack(refusal);
            throw refusal;
        }
        List<ImageResult> inOrder = new ArrayList<>();
        for (int i = 0; i < request.images().size(); i++) {
            inOrder.add(Objects.requireNonNull(verdicts.get(i)));
        }
        return EnrollmentResult.of(person, inOrder);
    }

    private void requireRoom() {
        if (before.size() + pictures.size() > AzurePersons.MAX_FACES) {
            throw new QuotaExceededException(
                    "a person has at most " + AzurePersons.MAX_FACES + " faces on Azure AI Face, but this one has "
                            + before.size() + " and " + pictures.size()
                            + " more were to be enrolled; remove some first",
                    null,
                    null);
        }
    }

    private String create() {
        String id = once(() -> persons.create(person, mark, deadline), this::createdByThis);
        created = true;
        return id;
    }

    private ImageResult enroll(String id, int index, CheckedImage picture) {
        String faceMark = mark + "/" + index;
        FaceId face;
        try {
            face = once(
                    () -> persons.addFace(
                            id,
                            picture.prepared(),
                            picture.target(),
                            context.detector().model(),
                            faceMark,
                            deadline),
                    () -> marked(id, faceMark));
        } catch (InvalidImageException | FaceNotFoundException | LowQualityException e) {
            if (e.effect() != Effect.NONE) {
                throw e; // it may be enrolled, and has to be taken back
            }
            return ImageResult.rejected(e);
        }
        added.add(face);
        EnrolledFace enrolled = new EnrolledFace(face, picture.face());
        return picture.quality() == null
                ? ImageResult.enrolled(enrolled)
                : ImageResult.enrolled(enrolled, picture.quality());
    }

    /**
     * Creates an object at the service. If it is unknown whether it was created, it is searched for before it is created again.
     */
    private <T> T once(Supplier<T> make, Supplier<Optional<T>> find) {
        for (int times = 1; ; times++) {
            try {
                T made = make.get();
                wrote = true;
                return made;
            } catch (FaceBridgeException e) {
                if (e.effect() == Effect.NONE) {
                    throw e;
                }
                wrote = true;
                Optional<T> made = found(find, e);
                if (made.isPresent()) {
                    return made.get();
                }
                if (times == MAX_ATTEMPTS || !e.retryable()) {
                    throw e;
                }
            }
        }
    }

    private static <T> Optional<T> found(Supplier<Optional<T>> find, FaceBridgeException failure) {
        try {
            return find.get();
        } catch (FaceBridgeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private Optional<String> createdByThis() {
        return persons.findAll(person, deadline).stream()
                .filter(known -> known.mark().equals(mark))
                .map(Entry::id)
                .findFirst();
    }

    private Optional<FaceId> marked(String id, String faceMark) {
        return persons.read(id, deadline).stream()
                .flatMap(known -> known.faces().stream())
                .filter(face -> !before.contains(face) && !added.contains(face))
                .filter(face -> persons.markOf(id, face, deadline)
                        .filter(faceMark::equals)
                        .isPresent())
                .findFirst();
    }

    private FaceBridgeException refusal() {
        return verdicts.values().stream()
                .flatMap(verdict -> verdict.rejection().stream())
                .findFirst()
                .orElseThrow();
    }

    /** Deletes the person that this enrollment created, or the faces that it added to an existing person. */
    private void rollBack(FaceBridgeException failure) {
        if (!wrote) {
            return;
        }
        try {
            @Nullable String id = entry;
            if (id == null) {
                createdByThis().ifPresent(made -> persons.delete(person, made, deadline));
            } else {
                persons.read(id, deadline).ifPresent(this::rollBack);
            }
        } catch (FaceBridgeException e) {
            failure.addSuppressed(e);
            failure.addEffect(
                    added.isEmpty() ? Effect.UNKNOWN : Effect.PARTIAL,
                    "what this enrollment had made could not be taken back; look at the person, and remove what is too"
                            + " much");
        }
    }

    /** Keeps the faces of the person that another application may have enrolled concurrently. */
    private void rollBack(Entry now) {
        List<FaceId> ours = now.faces().stream()
                .filter(face -> !before.contains(face))
                .filter(face -> added.contains(face)
                        || persons.markOf(now.id(), face, deadline)
                                .filter(faceMark -> faceMark.startsWith(mark))
                                .isPresent())
                .toList();
        if (created && ours.size() == now.faces().size()) {
            persons.delete(person, now.id(), deadline);
        } else {
            ours.forEach(face -> persons.deleteFace(now.id(), face, deadline));
        }
    }

    /**
     * A usable image.
     *
     * @param prepared what is sent
     * @param face the one that is meant
     * @param quality what the gate said, or {@code null} if there is none
     */
    private record CheckedImage(
            AzureImages prepared,
            DetectedFace face,
            @Nullable QualityVerdict quality) {
        /** Returns the face in pixels of the upright image that is sent: left, top, width, height. */
        String target() {
            BoundingBox box = face.box();
            int width = prepared.sent().width();
            int height = prepared.sent().height();
            return Math.round(box.left() * width) + "," + Math.round(box.top() * height) + ","
                    + Math.round(box.width() * width) + "," + Math.round(box.height() * height);
        }
    }
}
