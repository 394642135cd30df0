package io.facebridge.testkit;

import io.facebridge.image.FaceImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The images that the contracts use. They show real people and are therefore never part of the project: a build fetches them,
 * or the user of the contracts provides others.
 */
public interface TestImages {
    /** The system property that names the folder of the images. */
    String FOLDER_PROPERTY = "facebridge.photographs";

    /**
     * Returns the six photographs {@code sample1.jpg} to {@code sample6.jpg} of the npm package {@code @vladmandic/face-api}
     * 1.7.15, in the folder that the system property {@value #FOLDER_PROPERTY} names.
     *
     * @return the photographs
     * @throws IllegalStateException if the property is not set
     * @throws IllegalStateException if one of the files does not exist
     */
    static TestImages ofTheBuild() {
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder == null) {
            throw new IllegalStateException("the system property " + FOLDER_PROPERTY + " names no folder; set it to the"
                    + " one with sample1.jpg to sample6.jpg, which the module local-models fetches");
        }
        return in(Path.of(folder));
    }

    /**
     * Returns the same six photographs in another folder.
     *
     * @param folder contains {@code sample1.jpg} to {@code sample6.jpg}
     * @return the photographs, each read once and kept in memory
     * @throws IllegalStateException if one of the files does not exist
     */
    static TestImages in(Path folder) {
        for (int number = 1; number <= SampleImages.COUNT; number++) {
            Path file = folder.resolve(SampleImages.name(number));
            if (!Files.isRegularFile(file)) {
                throw new IllegalStateException(
                        "there is no " + file + "; build the module local-models, which fetches it");
            }
        }
        return new SampleImages(folder);
    }

    /**
     * Returns photographs whose faces were counted by a person.
     *
     * @return one or more, one of them with three faces or more
     */
    List<TestImage> counted();

    /**
     * Returns a portrait of a person who faces the camera.
     *
     * @return an image with exactly one face, head upright
     */
    FaceImage portrait();

    /**
     * Returns another photograph of the person of {@link #portrait()}.
     *
     * @return an image with exactly one face
     */
    FaceImage samePerson();

    /**
     * Returns a photograph of another person than that of {@link #portrait()}.
     *
     * @return an image with exactly one face, of about the same height as the portrait's
     */
    FaceImage otherPerson();

    /**
     * Returns a photograph of a person whose head is lowered.
     *
     * @return an image with exactly one face
     */
    FaceImage lookingDown();

    /**
     * Returns a photograph of several people.
     *
     * @return the first of {@link #counted()} that shows three faces or more
     */
    default TestImage group() {
        return counted().stream()
                .filter(photograph -> photograph.faces() >= 3)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("none of the photographs shows three faces"));
    }

    /**
     * Returns a synthetic image: the portrait and the other person side by side, so that the selected face is ambiguous.
     *
     * @return an image with exactly two faces, the smaller one at least 60 % as high as the larger one
     */
    default FaceImage rivals() {
        return SyntheticVariants.sideBySide(portrait(), otherPerson());
    }

    /**
     * Returns a synthetic image of a landscape.
     *
     * @return an image without a face
     */
    default FaceImage withoutFace() {
        return SyntheticVariants.landscape(960, 640);
    }

    /**
     * A photograph whose faces were counted by a person.
     *
     * @param name for the reports
     * @param image the image
     * @param faces the number of faces
     */
    record TestImage(String name, FaceImage image, int faces) {}
}
