package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.InvalidScoresException;
import io.facebridge.evaluation.EvaluationProtocol;
import io.facebridge.evaluation.ScoreReader;
import io.facebridge.evaluation.ScoreSource;
import io.facebridge.match.ScoreScale;
import io.facebridge.provider.ProviderId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tables of scores in all forms, read in all ways. The first byte says in which. */
final class ScoresTarget implements FuzzTarget {
    private static final ScoreScale SCALE =
            ScoreScale.of(new ProviderId("aws"), "7.0", ScoreScale.Operation.COMPARE, 0, 100);
    private static final int WAYS = 8;

    private final Path file;
    private final Path images;

    ScoresTarget(Path folder) {
        file = folder.resolve("scores.csv");
        images = folder.resolve("images");
        try {
            for (String name : List.of("ada/ada_0001.jpg", "ada/ada_0002.jpg", "bob/bob_0003.png")) {
                Path image = images.resolve(name);
                Files.createDirectories(image.getParent());
                Files.write(image, new byte[0]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<byte[]> seeds() {
        String pairs = "score,label,probe_id,reference_id,probe_subject,reference_subject,group,status\n"
                + "97.5,mated,a1,a2,ada,ada,g,ok\n12,nonmated,a1,b1,ada,bob,,ok\nnan,nonmated,a2,b1,ada,bob,,fta_probe\n";
        String matrix = ",a1,a2,b1\na1,,97.5,12\na2,,,8\nb1,,,\n";
        String candidates =
                "probe,subject,rank,candidate,score,enrolled\np1,ada,1,ada,97.5,true\np1,ada,2,bob,12,true\n"
                        + "p2,eve,,,,false\n";
        String attacks = "sample,label,pai_species,score,status\ns1,bonafide,,0.9,ok\ns2,attack,print,0.1,ok\n"
                + "s3,attack,replay,,timeout\n";
        String[] texts = {
            pairs,
            "ada ada p1 97.5\nada m1 bob p2 12\n",
            matrix,
            candidates,
            attacks,
            "10 300\nada 1 2\nada 1 bob 3\n",
            "p1 97.5\np2 1.2e1\n",
            pairs.replace(",status", ",scale").replace(",ok", ",aws/7.0")
        };
        List<byte[]> seeds = new ArrayList<>();
        for (int way = 0; way < WAYS; way++) {
            seeds.add(Input.bytes((char) ('0' + way) + texts[way]));
        }
        seeds.add(Input.bytes("6p1 97.5\n,\n")); // found: a line without a word
        seeds.add(Input.bytes("2,a1,a2\na1,,9712.5\na2,,\n")); // found: outside of the scale
        return seeds;
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        Files.write(file, Input.after(input, 1));
        ScoreReader named = ScoreReader.of(ScoreSource.of(SCALE));
        ScoreReader unnamed = ScoreReader.of(ScoreSource.unnamed());
        UnaryOperator<String> subject = name -> name.isEmpty() ? "?" : name.substring(0, 1);
        try {
            // '0' is the first way
            switch ((Input.choice(input, 0, 256) + WAYS - '0' % WAYS) % WAYS) {
                case 0, 1 -> assertThat(named.read(file)).isNotNull();
                case 2 -> assertThat(named.readMatrix(file, subject)).isNotNull();
                case 3 -> assertThat(unnamed.readSearches(file)).isNotNull();
                case 4 -> assertThat(unnamed.readAttacks(file)).isNotNull();
                case 5 -> assertThat(EvaluationProtocol.ofPairs(file, images)).isNotNull();
                case 6 -> assertThat(unnamed.read(file, file)).isNotNull();
                default ->
                    unnamed.asymmetric()
                            .rows(file, pair -> assertThat(pair.toString()).isNotEmpty());
            }
            return true;
        } catch (InvalidScoresException | IncompatibleScaleException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }
}
