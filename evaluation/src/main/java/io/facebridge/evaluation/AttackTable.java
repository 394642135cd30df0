package io.facebridge.evaluation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads presentations: sample, label, pai_species, score, status. */
final class AttackTable extends TableReader {
    private static final List<String> COLUMNS = List.of("label", "pai_species", "score", "status");

    private final AttackSet.Builder set;
    private final String[] row = new String[COLUMNS.size()];
    private int[] meanings = {};

    private AttackTable(Path file, ScoreSource source) {
        super(file);
        set = AttackSet.builder(source);
        Arrays.fill(row, "");
    }

    static AttackSet read(Path file, ScoreSource source) {
        AttackTable table = new AttackTable(file, source);
        table.read();
        return table.set.build();
    }

    @Override
    void header(List<String> header) {
        List<String> names = inSmallLetters(header);
        meanings = names.stream().mapToInt(COLUMNS::indexOf).toArray();
        if (!names.containsAll(COLUMNS.subList(0, 3))) {
            throw malformedHeader(
                    "must name the columns label, pai_species and score; it names " + String.join(", ", names));
        }
    }

    @Override
    void field(int column, char[] text, int from, int length) {
        if (meanings[column] >= 0) {
            row[meanings[column]] = new String(text, from, length).strip();
        }
    }

    @Override
    void row(long line) {
        boolean attack =
                switch (row[0].toLowerCase(Locale.ROOT)) {
                    case "bonafide", "bona_fide", "bona fide" -> false;
                    case "attack" -> true;
                    default -> throw malformed(line, "has a label that is neither bonafide nor attack");
                };
        if (attack && row[1].isEmpty()) {
            throw malformed(line, "is an attack without a pai_species; name the species of the instrument");
        }
        double score = Numerals.parse(row[2]);
        boolean response = (row[3].isEmpty() || row[3].equalsIgnoreCase("ok")) && !Double.isNaN(score);
        if (response && score == Numerals.NONE) {
            throw malformed(line, "has a score that is not a finite decimal number with a point");
        }
        if (!response) {
            if (attack) {
                set.attackWithoutResponse(row[1]);
            } else {
                set.bonaFideWithoutResponse();
            }
        } else if (attack) {
            set.attack(row[1], score);
        } else {
            set.bonaFide(score);
        }
    }
}
