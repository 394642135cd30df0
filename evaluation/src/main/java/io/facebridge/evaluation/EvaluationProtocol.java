package io.facebridge.evaluation;

import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.evaluation.EvaluationPair.Image;
import io.facebridge.internal.ImageFolder;
import io.facebridge.internal.Plurals;
import io.facebridge.internal.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of images to compare, in a fixed order: the same folders and the same seed give the same pairs. Use it with
 * {@link EvaluationRunner}. Each pair occurs once, in one direction, and no image is compared with itself. Immutable.
 *
 * <p>A folder has a folder for each person ({@code root/person/image.jpg}), or one for each group of persons with those of
 * its persons in it ({@code root/group/person/image.jpg}). Images are files named {@code .jpg}, {@code .jpeg}, {@code
 * .png} or {@code .bmp}; others, names that begin with a dot, and system files, are ignored.
 */
public final class EvaluationProtocol {
    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "bmp");

    private final List<Image> pictures;
    private final int[] subjects;

    /** Both places of each pair in one number; {@code null} for all pairs there are. */
    private final long @Nullable [] chosen;

    private final long mated;
    private final long nonMated;

    private EvaluationProtocol(
            List<Image> pictures, int[] subjects, long @Nullable [] chosen, long mated, long nonMated) {
        this.pictures = pictures;
        this.subjects = subjects;
        this.chosen = chosen;
        this.mated = mated;
        this.nonMated = nonMated;
    }

    /**
     * Creates a protocol of all pairs of a folder's images.
     *
     * @param folder a folder of persons, or of groups of persons
     * @return a protocol of n (n - 1) / 2 pairs of n images
     * @throws InvalidScoresException if the folder cannot be read, has neither of the two forms, or contains fewer than two
     *     persons or no person with two images
     */
    public static EvaluationProtocol allPairs(Path folder) {
        List<Image> pictures = imagesOf(folder);
        int[] subjects = subjectsOf(pictures);
        long mated = matedPairs(subjects).length;
        long all = pairsOf(pictures.size());
        return new EvaluationProtocol(pictures, subjects, null, mated, all - mated);
    }

    /**
     * Creates a protocol of a random sample of a folder's pairs. The sample depends only on the images and the seed.
     *
     * @param folder a folder of persons, or of groups of persons
     * @param mated the maximum number of mated pairs, 1 or more
     * @param nonMated the maximum number of non-mated pairs, 1 or more
     * @param seed the seed; equal seeds sample equal pairs
     * @return a protocol of the sampled pairs; of all pairs of a label if there are no more than its maximum
     * @throws InvalidScoresException if the folder cannot be read, has neither of the two forms, or contains fewer than two
     *     persons or no person with two images
     * @throws IllegalArgumentException if {@code mated} or {@code nonMated} is less than 1
     */
    public static EvaluationProtocol sampledPairs(Path folder, int mated, int nonMated, long seed) {
        if (mated < 1 || nonMated < 1) {
            throw new IllegalArgumentException(
                    "numbers of mated and non-mated pairs must be 1 or more but were " + mated + " and " + nonMated);
        }
        List<Image> pictures = imagesOf(folder);
        int[] subjects = subjectsOf(pictures);
        SplittableRandom random = new SplittableRandom(seed);
        long[] ofOne = draw(matedPairs(subjects), mated, random);
        long[] ofTwo = drawNonMated(subjects, nonMated, random);
        long[] chosen = LongStream.concat(Arrays.stream(ofOne), Arrays.stream(ofTwo))
                .sorted()
                .toArray();
        return new EvaluationProtocol(pictures, subjects, chosen, ofOne.length, ofTwo.length);
    }

    /**
     * Reads the pairs of a file in the form of Labeled Faces in the Wild's {@code pairs.txt}: a first line with one or two
     * numbers, then lines of a name and two numbers (one person), or of a name, a number, a name and a number (two
     * persons), separated by tabs or blanks. The image of {@code Name 7} is {@code Name/Name_0007.jpg}, or of another
     * suffix. The pairs keep the file's order, so that its folds are blocks of rows.
     *
     * @param pairs the file of pairs
     * @param images the folder with one folder per person
     * @return a protocol of the pairs
     * @throws InvalidScoresException if the file cannot be read, is not of this form, or names an image that does not exist;
     *     the message names the line
     */
    public static EvaluationProtocol ofPairs(Path pairs, Path images) {
        return new PairsFile(pairs, images).read();
    }

    /** {@return the number of mated pairs} */
    public long mated() {
        return mated;
    }

    /** {@return the number of non-mated pairs} */
    public long nonMated() {
        return nonMated;
    }

    /** {@return the number of persons, 1 or more} */
    public int subjects() {
        return (int) Arrays.stream(subjects).distinct().count();
    }

    /** {@return a lazy stream of the pairs in their fixed order} */
    public Stream<EvaluationPair> pairs() {
        return codes().mapToObj(code -> {
            int reference = (int) (code >>> Integer.SIZE);
            int probe = (int) code;
            return new EvaluationPair(
                    pictures.get(reference),
                    pictures.get(probe),
                    subjects[reference] == subjects[probe] ? PairLabel.MATED : PairLabel.NON_MATED);
        });
    }

    /** Returns the number of distinct images of the pairs after the first so many pairs. */
    long picturesAfter(long skipped) {
        if (chosen == null && skipped == 0) {
            return pictures.size();
        }
        boolean[] seen = new boolean[pictures.size()];
        codes().skip(skipped).forEach(code -> {
            seen[(int) (code >>> Integer.SIZE)] = true;
            seen[(int) code] = true;
        });
        long count = 0;
        for (boolean each : seen) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private LongStream codes() {
        if (chosen != null) {
            return Arrays.stream(chosen);
        }
        int n = pictures.size();
        return LongStream.range(0, n).flatMap(i -> LongStream.range(i + 1, n).map(j -> code(i, j)));
    }

    private static long code(long reference, long probe) {
        return reference << Integer.SIZE | probe;
    }

    private static long pairsOf(long n) {
        return n * (n - 1) / 2;
    }

    /** Returns all mated pairs; the images of a person are adjacent. */
    private static long[] matedPairs(int[] subjects) {
        LongStream.Builder pairs = LongStream.builder();
        for (int i = 0; i < subjects.length; i++) {
            for (int j = i + 1; j < subjects.length && subjects[j] == subjects[i]; j++) {
                pairs.add(code(i, j));
            }
        }
        return pairs.build().toArray();
    }

    /** Returns a sample by the first steps of a shuffle. */
    private static long[] draw(long[] from, int count, SplittableRandom random) {
        if (from.length <= count) {
            return from;
        }
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(from.length - i);
            long swapped = from[i];
            from[i] = from[other];
            from[other] = swapped;
        }
        return Arrays.copyOf(from, count);
    }

    private static long[] drawNonMated(int[] subjects, int count, SplittableRandom random) {
        long all = pairsOf(subjects.length) - matedPairs(subjects).length;
        if (all <= 2L * count) { // drawing until a new one comes up would take long
            LongStream.Builder every = LongStream.builder();
            for (int i = 0; i < subjects.length; i++) {
                for (int j = i + 1; j < subjects.length; j++) {
                    if (subjects[i] != subjects[j]) {
                        every.add(code(i, j));
                    }
                }
            }
            return draw(every.build().toArray(), count, random);
        }
        Set<Long> drawn = new HashSet<>();
        while (drawn.size() < count) {
            int i = random.nextInt(subjects.length);
            int j = random.nextInt(subjects.length);
            if (subjects[i] != subjects[j]) {
                drawn.add(code(Math.min(i, j), Math.max(i, j)));
            }
        }
        return drawn.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<Image> imagesOf(Path root) {
        List<Image> pictures = new ArrayList<>();
        boolean grouped = false;
        boolean plain = false;
        for (Path folder : foldersIn(root)) {
            List<Path> files = imagesIn(folder);
            List<Path> persons = foldersIn(folder);
            grouped |= !persons.isEmpty();
            plain |= !files.isEmpty();
            files.forEach(file -> pictures.add(picture(root, folder, file, null)));
            for (Path person : persons) {
                imagesIn(person).forEach(file -> pictures.add(picture(root, person, file, nameOf(folder))));
            }
        }
        if (grouped && plain) {
            throw malformed("the folder has images at two levels; put the images of each person into one"
                    + " folder, and put either all persons into groups or none");
        }
        int[] subjects = subjectsOf(pictures);
        long persons = Arrays.stream(subjects).distinct().count();
        if (persons < 2 || persons == pictures.size()) {
            throw malformed("the folder must contain at least two persons, one of them with two images, but has "
                    + Plurals.count(pictures.size(), "image", "images") + " of "
                    + Plurals.count(persons, "person", "persons")
                    + "; arrange them as PERSON/IMAGE or GROUP/PERSON/IMAGE");
        }
        return List.copyOf(pictures);
    }

    private static Image picture(Path root, Path person, Path file, @Nullable String group) {
        return new Image(file, slashed(root, file), slashed(root, person), group);
    }

    private static String slashed(Path root, Path path) {
        StringBuilder name = new StringBuilder();
        for (Path part : root.relativize(path)) {
            name.append(name.length() == 0 ? "" : "/").append(part);
        }
        return name.toString();
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static int[] subjectsOf(List<Image> pictures) {
        Map<String, Integer> numbers = new HashMap<>();
        return pictures.stream()
                .mapToInt(picture -> numbers.computeIfAbsent(picture.subject(), name -> numbers.size()))
                .toArray();
    }

    private static List<Path> foldersIn(Path folder) {
        return sorted(folder).filter(Files::isDirectory).toList();
    }

    private static List<Path> imagesIn(Path folder) {
        return sorted(folder)
                .filter(Files::isRegularFile)
                .filter(file -> SUFFIXES.contains(suffixOf(nameOf(file))))
                .toList();
    }

    private static String suffixOf(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static Stream<Path> sorted(Path folder) {
        try {
            return ImageFolder.list(folder).stream();
        } catch (IOException e) {
            throw new InvalidScoresException(
                    Reason.NOT_READABLE, "a folder of images cannot be read; check that it exists", e);
        }
    }

    private static InvalidScoresException malformed(String message) {
        return new InvalidScoresException(Reason.MALFORMED, message);
    }

    /** Reads {@code pairs.txt}. */
    private static final class PairsFile {
        private final Path file;
        private final Path images;
        private final List<Image> pictures = new ArrayList<>();
        private final Map<String, Integer> indexes = new HashMap<>();
        private long mated;

        PairsFile(Path file, Path images) {
            this.file = file;
            this.images = images;
        }

        EvaluationProtocol read() {
            List<String> lines;
            try {
                lines = TextFile.lines(file);
            } catch (IOException e) {
                throw TableReader.notReadable(file, e);
            }
            int first = 0;
            while (first < lines.size() && lines.get(first).isEmpty()) {
                first++;
            }
            if (first == lines.size() || !lines.get(first).matches("\\d+(\\s+\\d+)?")) {
                throw malformed(
                        "a file of pairs must begin with a line of one or two numbers, separated by a blank or a tab");
            }
            LongStream.Builder pairs = LongStream.builder();
            for (int i = first + 1; i < lines.size(); i++) {
                String line = lines.get(i);
                if (!line.isEmpty()) {
                    pairs.add(pair(line.split("\\s+"), i + 1));
                }
            }
            long[] chosen = pairs.build().toArray();
            return new EvaluationProtocol(
                    List.copyOf(pictures), subjectsOf(pictures), chosen, mated, chosen.length - mated);
        }

        private long pair(String[] words, int line) {
            if (words.length == 1) {
                TextFile.otherSeparator(words[0]).ifPresent(said -> {
                    throw malformed("line " + line + " of the file of pairs " + said.replaceFirst(";.*", "")
                            + "; save it with tabs or blanks between values");
                });
            }
            if (words.length != 3 && words.length != 4) {
                throw malformed(
                        "line " + line + " of the file of pairs has " + words.length + " words instead of 3 or 4");
            }
            int reference = place(words[0], words[1], line);
            int probe = words.length == 3 ? place(words[0], words[2], line) : place(words[2], words[3], line);
            boolean same =
                    pictures.get(reference).subject().equals(pictures.get(probe).subject());
            if (same != (words.length == 3) || reference == probe) {
                throw malformed("line " + line + " of the file of pairs compares "
                        + (reference == probe ? "an image with itself" : "one person where two are required"));
            }
            mated += same ? 1 : 0;
            return code(reference, probe);
        }

        private int place(String person, String number, int line) {
            if (!number.matches("\\d{1,9}")) {
                throw malformed("line " + line + " of the file of pairs has a word in place of an image number");
            }
            String name = String.format(Locale.ROOT, "%s_%04d", person, Integer.parseInt(number));
            return indexes.computeIfAbsent(name, unused -> {
                Path picture = Stream.of("jpg", "jpeg", "png", "bmp")
                        .flatMap(suffix -> inImages(person, name + "." + suffix).stream())
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .orElseThrow(() -> malformed("the image in line " + line
                                + " of the file of pairs is not among the images; check the folder of the images"));
                pictures.add(new Image(picture, slashed(images, picture), person, null));
                return pictures.size() - 1;
            });
        }

        /** Returns the path of a person's image; empty if the name is invalid or outside the folder. */
        private Optional<Path> inImages(String person, String name) {
            try {
                Path picture = images.resolve(person).resolve(name);
                Path folder = picture.toAbsolutePath().normalize().getParent();
                return folder != null && images.toAbsolutePath().normalize().equals(folder.getParent())
                        ? Optional.of(picture)
                        : Optional.empty();
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
    }
}
