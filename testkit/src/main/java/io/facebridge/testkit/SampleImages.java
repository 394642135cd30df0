package io.facebridge.testkit;

import io.facebridge.image.FaceImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Six photographs of a pinned package, each read and cut once; the places below are in pixels of them. */
final class SampleImages implements TestImages {
    private static final List<Integer> FACES = List.of(3, 3, 3, 4, 5, 4);
    static final int COUNT = FACES.size();

    private final Path folder;
    private final Map<String, FaceImage> pictures = new ConcurrentHashMap<>();

    SampleImages(Path folder) {
        this.folder = folder;
    }

    static String name(int number) {
        return "sample" + number + ".jpg";
    }

    @Override
    public List<TestImage> counted() {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> new TestImage(name(number), sample(number), FACES.get(number - 1)))
                .toList();
    }

    @Override
    public FaceImage portrait() {
        return part(3, 900, 80, 540, 620);
    }

    @Override
    public FaceImage samePerson() {
        return part(1, 1300, 80, 540, 540);
    }

    @Override
    public FaceImage otherPerson() {
        return part(6, 1420, 230, 420, 520);
    }

    @Override
    public FaceImage lookingDown() {
        return part(2, 1330, 80, 420, 540);
    }

    private FaceImage sample(int number) {
        return pictures.computeIfAbsent(name(number), name -> FaceImage.of(folder.resolve(name)));
    }

    private FaceImage part(int number, int left, int top, int width, int height) {
        FaceImage whole = sample(number);
        return pictures.computeIfAbsent(
                "part of " + name(number), name -> SyntheticVariants.cropped(whole, left, top, width, height));
    }
}
