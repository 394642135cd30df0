package io.facebridge.evaluation;

import io.facebridge.FaceProvider;
import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.error.InvalidScoresException.Reason;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.TooManyFacesException;
import io.facebridge.evaluation.EvaluationPair.Image;
import io.facebridge.face.FaceSelection;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.HeapRoom;
import io.facebridge.internal.TextFile;
import io.facebridge.match.CompareOptions;
import io.facebridge.match.Comparison;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.Score;
import io.facebridge.match.ScoreScale;
import io.facebridge.spi.SelectedFace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes scores of images: a provider compares the pairs of a protocol, and a table of scores is written row by row, which
 * {@link ScoreReader} reads. An interrupted run is continued by another one with the same protocol and file: comparisons in
 * the file are not requested again.
 *
 * <p>Requests are sent through the provider, so at its rate limit and with its retries. A provider with templates computes
 * one per image, which are kept in memory, and compares those; other providers receive each pair. Images without a face, and
 * damaged ones, make rows of failures to acquire. So do comparisons that a policy would call INCONCLUSIVE, because another
 * face rivals the selected one or the service did not return the score: such comparisons are never accepted, and are in no
 * rate. A failure of the service ends the run.
 *
 * <p>Immutable; a run uses the thread of the caller.
 */
public final class EvaluationRunner {
    private final FaceProvider faces;
    private final @Nullable FaceSelection face;
    private final Consumer<Progress> progress;
    private final Consumer<ImageFailure> imageFailures;

    private EvaluationRunner(
            FaceProvider faces,
            @Nullable FaceSelection face,
            Consumer<Progress> progress,
            Consumer<ImageFailure> imageFailures) {
        this.faces = faces;
        this.face = face;
        this.progress = progress;
        this.imageFailures = imageFailures;
    }

    /**
     * Creates a runner that compares the largest face of each image.
     *
     * @param faces the provider that compares; not closed
     * @return a new runner without listeners
     */
    public static EvaluationRunner of(FaceProvider faces) {
        return new EvaluationRunner(Objects.requireNonNull(faces, "faces"), null, done -> {}, failure -> {});
    }

    /**
     * Returns a runner that compares the face chosen by a selection, so that other faces no longer make a comparison a
     * failure.
     *
     * @param choice the selection of the face
     * @return a new runner
     */
    public EvaluationRunner face(FaceSelection choice) {
        return new EvaluationRunner(faces, Objects.requireNonNull(choice, "choice"), progress, imageFailures);
    }

    /**
     * Returns a runner with a listener, which receives the progress after each pair. By default there is none.
     *
     * @param listener the listener; runs on the thread of the run
     * @return a new runner
     */
    public EvaluationRunner progress(Consumer<Progress> listener) {
        return new EvaluationRunner(faces, face, Objects.requireNonNull(listener, "listener"), imageFailures);
    }

    /**
     * Returns a runner with a listener, which receives why an image gave no score. By default there is none. A provider with
     * templates reports an image once per run, another one reports it with each of its pairs.
     *
     * @param listener the listener; runs on the thread of the run
     * @return a new runner
     */
    public EvaluationRunner imageFailures(Consumer<ImageFailure> listener) {
        return new EvaluationRunner(faces, face, progress, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Returns the amount of work of a run. Makes no remote call. Removes an incomplete last row from the file.
     *
     * @param protocol the pairs to compare
     * @param out the table of scores; may exist from an earlier run
     * @return the work that is left
     * @throws InvalidScoresException if the file exists and does not contain the first rows of this protocol
     */
    public Plan plan(EvaluationProtocol protocol, Path out) {
        long done = Files.exists(out) ? written(protocol, cut(out)).rows() : 0;
        long total = protocol.mated() + protocol.nonMated();
        long calls = done == total
                ? 0
                : faces.find(FaceTemplates.class).isPresent() ? protocol.picturesAfter(done) : total - done;
        return new Plan(total, done, calls);
    }

    private static Path cut(Path out) {
        try {
            ScoreWriter.append(out).close();
            return out;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * Compares the pairs that are not in the file yet, and appends each row as it is computed. Blocks until all pairs are
     * compared.
     *
     * @param protocol the pairs to compare
     * @param out the table of scores; created if it does not exist
     * @return the final progress, with all pairs done
     * @throws InvalidScoresException if the file exists and does not contain the first rows of this protocol
     * @throws IncompatibleScaleException if a score is on a different scale than those in the file
     * @throws UncheckedIOException if the file cannot be read or written
     * @throws io.facebridge.error.FaceBridgeException if a call of the provider fails; the rows written until then remain
     *     in the file
     */
    public Progress run(EvaluationProtocol protocol, Path out) {
        try (ScoreWriter writer = ScoreWriter.append(out)) {
            Written before = written(protocol, out);
            Run run = new Run(protocol, before.rows(), before.failures(), before.scale());
            for (Iterator<EvaluationPair> pairs =
                            protocol.pairs().skip(before.rows()).iterator();
                    pairs.hasNext(); ) {
                Answer answer = run.compare(pairs.next());
                writer.write(answer.pair(), answer.scale());
                run.done(answer);
            }
            return run.now;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * Compares all pairs and keeps the scores in memory. Writes no file, so that an interrupted run starts again. Blocks
     * until all pairs are compared.
     *
     * @param protocol the pairs to compare
     * @param dataset a name of the data, without names of persons
     * @return the scores, with their persons, images and groups, on the provider's scale; without a scale if no comparison was
     *     completed
     * @throws IncompatibleScaleException if the model changes in between
     * @throws io.facebridge.error.FaceBridgeException if a call of the provider fails
     */
    public ScoreSet run(EvaluationProtocol protocol, String dataset) {
        ScoreSource source = ScoreSource.unnamed().dataset(dataset);
        ScoreSet.Builder scores = ScoreSet.builder(source);
        Run run = new Run(protocol, 0, 0, null);
        protocol.pairs().forEach(pair -> {
            Answer answer = run.compare(pair);
            if (answer.scale() != null) {
                scores.source(source.scale(answer.scale()));
            }
            scores.add(answer.pair());
            run.done(answer);
        });
        return scores.build();
    }

    private static UncheckedIOException cannotWrite(IOException e) {
        return new UncheckedIOException("the table of scores cannot be written", e);
    }

    private static @Nullable ScoreScale requireSame(@Nullable ScoreScale before, @Nullable ScoreScale now) {
        if (before != null && now != null && !before.equals(now)) {
            throw new IncompatibleScaleException("the scores so far are on the scale " + before
                    + " but the next one is on " + now + ": the model changed; write to a new table");
        }
        return now == null ? before : now;
    }

    private static Written written(EvaluationProtocol protocol, Path table) {
        Written written = new Written(table, protocol.pairs().iterator());
        written.read();
        return written;
    }

    /**
     * The amount of work of a run.
     *
     * @param pairs the total number of pairs
     * @param done the number of pairs that are already in the file
     * @param calls the number of calls of the provider: one for each image if it has templates, otherwise one for each
     *     pair. A call may send several requests, and waits and retries by the provider's policy
     */
    public record Plan(long pairs, long done, long calls) {}

    /**
     * The progress of a run.
     *
     * @param done the number of pairs in the file
     * @param total the total number of pairs
     * @param failures the number of failures to acquire among the pairs done
     */
    public record Progress(long done, long total, long failures) {}

    /**
     * An image that gave no score.
     *
     * @param image the id of the image, as in the table
     * @param cause why it could not be used; null if another face is nearly as large as the largest one, or if the service
     *     returned only an upper bound of the score
     */
    public record ImageFailure(String image, @Nullable FaceBridgeException cause) {}

    /** The rows of an earlier run, which must be the protocol's first ones. */
    private static final class Written extends PairTable {
        private final Iterator<EvaluationPair> expected;
        private final String[] ids = {"", ""};
        private @Nullable ScoreScale scale;
        private long rows;
        private long failures;

        Written(Path table, Iterator<EvaluationPair> expected) {
            super(table, ScoreSource.unnamed());
            this.expected = expected;
        }

        @Nullable
        ScoreScale scale() {
            return scale;
        }

        long rows() {
            return rows;
        }

        long failures() {
            return failures;
        }

        @Override
        void sourceNamed(ScoreSource named) {
            scale = named.scale().orElse(null);
        }

        @Override
        void name(int which, char[] text, int from, int length) {
            if (which < ids.length) {
                ids[which] = new String(text, from, length);
            }
        }

        @Override
        void pair(double score, PairLabel label, PairStatus status, long line) {
            EvaluationPair pair = expected.hasNext() ? expected.next() : null;
            if (pair == null
                    || !TextFile.stripped(pair.probe().id()).equals(ids[0])
                    || !TextFile.stripped(pair.reference().id()).equals(ids[1])
                    || pair.label() != label) {
                throw new InvalidScoresException(
                        Reason.MALFORMED,
                        "line " + line
                                + " of the table is of a different pair than the protocol: the images or the seed"
                                + " differ; write to a new table");
            }
            rows++;
            failures += status == PairStatus.OK ? 0 : 1;
        }
    }

    /**
     * What came of a pair.
     *
     * @param pair with its score or failure
     * @param scale of the score; {@code null} if there is none
     */
    private record Answer(ScoredPair pair, @Nullable ScoreScale scale) {
        static Answer of(EvaluationPair pair, Score score) {
            return new Answer(pair.scored(score.value()), score.scale());
        }

        static Answer failed(EvaluationPair pair, ImageRole role) {
            return new Answer(
                    pair.failed(role == ImageRole.REFERENCE ? PairStatus.FTA_REFERENCE : PairStatus.FTA_PROBE), null);
        }
    }

    /** The pairs of one run, asked one by one on one scale. */
    private final class Run {
        private final PairComparer comparer;
        private @Nullable ScoreScale scale;
        private Progress now;

        Run(EvaluationProtocol protocol, long done, long failures, @Nullable ScoreScale scale) {
            comparer = faces.find(FaceTemplates.class)
                    .<PairComparer>map(templates -> new ByTemplates(templates, face, imageFailures))
                    .orElseGet(() -> new ByPairs(faces, face, imageFailures));
            this.scale = scale;
            now = new Progress(done, protocol.mated() + protocol.nonMated(), failures);
        }

        Answer compare(EvaluationPair pair) {
            Answer answer = comparer.compare(pair);
            scale = requireSame(scale, answer.scale());
            return answer;
        }

        void done(Answer answer) {
            now = new Progress(
                    now.done() + 1, now.total(), now.failures() + (answer.pair().status() == PairStatus.OK ? 0 : 1));
            progress.accept(now);
        }
    }

    private interface PairComparer {
        Answer compare(EvaluationPair pair);
    }

    /** One call for each pair. */
    private static final class ByPairs implements PairComparer {
        private final FaceProvider faces;
        private final CompareOptions options;
        private final Consumer<ImageFailure> failures;

        ByPairs(FaceProvider faces, @Nullable FaceSelection face, Consumer<ImageFailure> failures) {
            this.faces = faces;
            this.failures = failures;
            options = face == null
                    ? CompareOptions.defaults()
                    : CompareOptions.defaults().face(face);
        }

        @Override
        public Answer compare(EvaluationPair pair) {
            ImageRole role = ImageRole.REFERENCE;
            try {
                FaceImage reference = FaceImage.of(pair.reference().file());
                role = ImageRole.PROBE;
                FaceImage probe = FaceImage.of(pair.probe().file());
                return HeapRoom.forOneOfMany(() -> answer(pair, faces.comparer().compare(reference, probe, options)));
            } catch (InvalidImageException e) {
                return failed(pair, role, e);
            } catch (FaceNotFoundException e) {
                return failed(pair, e.role(), e);
            } catch (TooManyFacesException e) {
                return failed(pair, e.role(), e);
            } catch (LowQualityException e) {
                return failed(pair, e.role(), e);
            }
        }

        private Answer failed(EvaluationPair pair, ImageRole role, @Nullable FaceBridgeException cause) {
            Image image = role == ImageRole.REFERENCE ? pair.reference() : pair.probe();
            failures.accept(new ImageFailure(image.id(), cause));
            return Answer.failed(pair, role);
        }

        private Answer answer(EvaluationPair pair, Comparison comparison) {
            if (comparison.rivalledIn().contains(ImageRole.REFERENCE)) {
                return failed(pair, ImageRole.REFERENCE, null);
            }
            return comparison.rivalledIn().isEmpty() && !comparison.upperBound()
                    ? Answer.of(pair, comparison.score())
                    : failed(pair, ImageRole.PROBE, null);
        }
    }

    /** One call per image, and comparisons without a remote call. */
    private static final class ByTemplates implements PairComparer {
        private final FaceTemplates templates;
        private final @Nullable FaceSelection face;
        private final Consumer<ImageFailure> failures;

        /** By image; empty where there is none. */
        private final Map<String, List<FaceTemplate>> known = new HashMap<>();

        ByTemplates(FaceTemplates templates, @Nullable FaceSelection face, Consumer<ImageFailure> failures) {
            this.templates = templates;
            this.face = face;
            this.failures = failures;
        }

        @Override
        public Answer compare(EvaluationPair pair) {
            List<FaceTemplate> reference =
                    known.computeIfAbsent(pair.reference().id(), id -> extract(pair.reference()));
            if (reference.isEmpty()) {
                return Answer.failed(pair, ImageRole.REFERENCE);
            }
            List<FaceTemplate> probe = known.computeIfAbsent(pair.probe().id(), id -> extract(pair.probe()));
            return probe.isEmpty()
                    ? Answer.failed(pair, ImageRole.PROBE)
                    : Answer.of(pair, templates.compare(reference.get(0), probe.get(0)));
        }

        private List<FaceTemplate> extract(Image picture) {
            try {
                List<FaceTemplate> chosen = HeapRoom.forOneOfMany(() -> chosen(FaceImage.of(picture.file())));
                if (chosen.isEmpty()) {
                    failures.accept(new ImageFailure(picture.id(), null));
                }
                return chosen;
            } catch (InvalidImageException | FaceNotFoundException | TooManyFacesException | LowQualityException e) {
                failures.accept(new ImageFailure(picture.id(), e));
                return List.of();
            }
        }

        private List<FaceTemplate> chosen(FaceImage image) {
            if (face != null) {
                return List.of(templates.extract(image, face).template());
            }
            List<ExtractedFace> all = templates.extract(image);
            SelectedFace chosen =
                    SelectedFace.of(all.stream().map(ExtractedFace::face).toList(), null, image, ImageRole.PROBE);
            return chosen.rivalled()
                    ? List.of()
                    : List.of(all.get(chosen.index()).template());
        }
    }
}
