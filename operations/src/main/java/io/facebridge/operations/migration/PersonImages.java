package io.facebridge.operations.migration;

import io.facebridge.error.InvalidImageException;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.HeapRoom;
import io.facebridge.operations.migration.ImageMigrationResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A person's images that could be read, and a result for those that will not be sent. */
final class PersonImages {
    private final PersonId person;
    private final List<ImageMigrationResult> results = new ArrayList<>();

    /** The place of each image in the results. */
    private final List<Integer> places = new ArrayList<>();

    private final List<FaceImage> images = new ArrayList<>();

    private PersonImages(PersonId person) {
        this.person = person;
    }

    /** Reads up to {@code max} images. */
    static PersonImages read(ImageSource source, PersonId person, int max) {
        PersonImages read = new PersonImages(person);
        for (String name : source.images(person)) {
            if (read.images.size() == max) {
                read.results.add(new ImageMigrationResult(name, Outcome.LEFT_OUT, ""));
                continue;
            }
            try {
                read.images.add(HeapRoom.forOneOfMany(() -> source.read(person, name)));
                read.places.add(read.results.size());
                read.results.add(new ImageMigrationResult(name, Outcome.WAITING, ""));
            } catch (InvalidImageException e) {
                read.results.add(new ImageMigrationResult(name, Outcome.UNREADABLE, Reasons.of(e)));
            }
        }
        return read;
    }

    PersonId person() {
        return person;
    }

    List<FaceImage> images() {
        return images;
    }

    /** How many images the source has. */
    int count() {
        return results.size();
    }

    /** What a run would find before it sends anything. */
    PersonMigrationResult readable() {
        PersonMigrationResult.Outcome outcome = !images.isEmpty()
                ? PersonMigrationResult.Outcome.WAITING
                : results.isEmpty()
                        ? PersonMigrationResult.Outcome.NO_PICTURES
                        : PersonMigrationResult.Outcome.NOT_MOVED;
        return new PersonMigrationResult(person, outcome, "", results);
    }

    List<ImageMigrationResult> with(List<EnrollmentResult.Verdict> answers) {
        return answered(place -> {
            EnrollmentResult.Verdict answer = answers.get(place);
            if (answer.face().isPresent()) {
                return new ImageMigrationResult("", Outcome.ENROLLED, "");
            }
            String reason = answer.refusal().map(Reasons::of).orElse("LowQuality");
            return new ImageMigrationResult("", Outcome.REFUSED, reason);
        });
    }

    /** The provider gives a reason for the first image, and of the others only that they cannot be used either. */
    List<ImageMigrationResult> allRefused(String first) {
        return answered(
                place -> new ImageMigrationResult("", Outcome.REFUSED, place == 0 ? first : "none could be used"));
    }

    private List<ImageMigrationResult> answered(IntFunction<ImageMigrationResult> answers) {
        List<ImageMigrationResult> all = new ArrayList<>(results);
        for (int i = 0; i < places.size(); i++) {
            ImageMigrationResult answer = answers.apply(i);
            String name = results.get(places.get(i)).picture();
            all.set(places.get(i), new ImageMigrationResult(name, answer.outcome(), answer.reason()));
        }
        return all;
    }
}
