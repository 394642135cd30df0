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

    /** The index of each image in the results. */
    private final List<Integer> indexes = new ArrayList<>();

    private final List<FaceImage> images = new ArrayList<>();

    private PersonImages(PersonId person) {
        this.person = person;
    }

    /** Reads up to {@code max} images. */
    static PersonImages read(ImageSource source, PersonId person, int max) {
        PersonImages read = new PersonImages(person);
        for (String name : source.images(person)) {
            if (read.images.size() == max) {
                read.results.add(new ImageMigrationResult(name, Outcome.OMITTED, ""));
                continue;
            }
            try {
                read.images.add(HeapRoom.forOneOfMany(() -> source.read(person, name)));
                read.indexes.add(read.results.size());
                read.results.add(new ImageMigrationResult(name, Outcome.PENDING, ""));
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

    /** Returns the number of images that the source has. */
    int count() {
        return results.size();
    }

    /** Returns the result of a dry run. */
    PersonMigrationResult readable() {
        PersonMigrationResult.Outcome outcome = !images.isEmpty()
                ? PersonMigrationResult.Outcome.PENDING
                : results.isEmpty() ? PersonMigrationResult.Outcome.NO_IMAGES : PersonMigrationResult.Outcome.NOT_MOVED;
        return new PersonMigrationResult(person, outcome, "", results);
    }

    List<ImageMigrationResult> with(List<EnrollmentResult.ImageResult> answers) {
        return answered(index -> {
            EnrollmentResult.ImageResult answer = answers.get(index);
            if (answer.face().isPresent()) {
                return new ImageMigrationResult("", Outcome.ENROLLED, "");
            }
            String reason = answer.rejection().map(Reasons::of).orElse("LowQuality");
            return new ImageMigrationResult("", Outcome.REJECTED, reason);
        });
    }

    /** Returns results for images that were all rejected: the provider reports a reason for the first one only. */
    List<ImageMigrationResult> allRejected(String first) {
        return answered(
                index -> new ImageMigrationResult("", Outcome.REJECTED, index == 0 ? first : "none could be used"));
    }

    private List<ImageMigrationResult> answered(IntFunction<ImageMigrationResult> answers) {
        List<ImageMigrationResult> all = new ArrayList<>(results);
        for (int i = 0; i < indexes.size(); i++) {
            ImageMigrationResult answer = answers.apply(i);
            String name = results.get(indexes.get(i)).image();
            all.set(indexes.get(i), new ImageMigrationResult(name, answer.outcome(), answer.reason()));
        }
        return all;
    }
}
