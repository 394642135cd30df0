package io.facebridge.local.internal;

import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceSelection;
import io.facebridge.face.QualityGate;
import io.facebridge.face.QualityVerdict;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrolledFace;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.EnrollmentResult.ImageResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.Timeouts;
import io.facebridge.match.ScoreScale;
import io.facebridge.templates.PersonTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A gallery of a store. All images of an enrollment are looked at before the first template is kept. */
final class StoredGallery implements FaceGallery {
    private final LocalSearch search;
    private final GalleryId id;

    StoredGallery(LocalSearch search, GalleryId id) {
        this.search = search;
        this.id = id;
    }

    @Override
    public GalleryId id() {
        return id;
    }

    @Override
    public GalleryInfo info() {
        search.pipeline().requireOpen();
        GalleryInfo stored = search.store().info(id);
        GalleryInfo.Builder info = GalleryInfo.builder(id)
                .model(search.scale(ScoreScale.Operation.IDENTIFY).model());
        stored.persons().ifPresent(info::persons);
        stored.faces().ifPresent(info::faces);
        stored.created().ifPresent(info::created);
        return info.build();
    }

    /** An image that can be used. */
    private record Usable(ExtractedFace face, @Nullable QualityVerdict quality) {
        ImageResult enrolled(FaceId id) {
            EnrolledFace enrolled = new EnrolledFace(id, face.face());
            return quality == null ? ImageResult.enrolled(enrolled) : ImageResult.enrolled(enrolled, quality);
        }
    }

    @Override
    public EnrollmentResult enroll(EnrollRequest request) {
        search.require(id);
        PersonId person = LocalNames.person(request.person());
        List<Object> looked = new ArrayList<>();
        List<PersonTemplate> templates = new ArrayList<>();
        for (FaceImage image : request.images()) {
            Object outcome = examine(image, request);
            looked.add(outcome);
            if (outcome instanceof Usable usable) {
                templates.add(new PersonTemplate(person, usable.face().template()));
            }
        }
        if (templates.isEmpty()) {
            throw firstRefusal(looked);
        }
        List<FaceId> faces = new ArrayList<>(search.store().add(id, templates));
        List<ImageResult> verdicts = new ArrayList<>();
        for (Object outcome : looked) {
            verdicts.add(outcome instanceof Usable usable ? usable.enrolled(faces.remove(0)) : (ImageResult) outcome);
        }
        return EnrollmentResult.of(person, verdicts);
    }

    /** A {@link Usable}, or the {@link ImageResult} why it is not. */
    private Object examine(FaceImage image, EnrollRequest request) {
        @Nullable QualityGate gate = request.qualityGate().orElse(null);
        try {
            ExtractedFace face = search.templates()
                    .extract(image, request.face(), ImageRole.REFERENCE, gate == null ? Set.of() : LocalSearch.TO_JUDGE)
                    .face();
            if (gate == null) {
                return new Usable(face, null);
            }
            QualityVerdict quality = judge(face.face(), request.face(), gate);
            return quality.accepted() ? new Usable(face, quality) : ImageResult.rejected(quality);
        } catch (InvalidImageException | FaceNotFoundException | TooManyFacesException e) {
            return ImageResult.rejected(e);
        }
    }

    private static QualityVerdict judge(DetectedFace face, FaceSelection choice, QualityGate gate) {
        return choice == FaceSelection.ONLY ? gate.judge(face, 0) : gate.judge(face);
    }

    private static FaceBridgeException firstRefusal(List<Object> looked) {
        return looked.stream()
                .map(outcome -> ((ImageResult) outcome).rejection().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<Person> find(PersonId person) {
        search.pipeline().requireOpen();
        return search.store().find(id, LocalNames.person(person));
    }

    @Override
    public Iterable<PersonId> list() {
        return () -> {
            search.pipeline().requireOpen();
            return search.store().persons(id).iterator();
        };
    }

    @Override
    public void removeFace(PersonId person, FaceId face) {
        search.pipeline().requireOpen();
        search.store().remove(id, LocalNames.person(person), LocalNames.face(face));
    }

    @Override
    public void remove(PersonId person) {
        search.pipeline().requireOpen();
        search.store().remove(id, LocalNames.person(person));
    }

    @Override
    public void awaitSearchable(Duration timeout) {
        Timeouts.require(timeout);
        search.require(id);
    }

    @Override
    public String toString() {
        return "FaceGallery[" + id + "]";
    }
}
