package io.facebridge.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The suggestion of a known name for an unknown one, for the message that rejects it. */
public final class NearestName {
    private NearestName() {}

    /**
     * Returns the nearest name by few changed letters, or else the one that shares its beginning or end.
     *
     * @param unknown what was given
     * @param names those that are known
     * @return empty if none is near
     */
    public static Optional<String> of(String unknown, Collection<String> names) {
        String asked = unknown.toLowerCase(Locale.ROOT);
        Function<String, Integer> changes = name -> distance(asked, name.toLowerCase(Locale.ROOT));
        Optional<String> misspelled = names.stream()
                .min(Comparator.comparing(changes))
                .filter(name -> changes.apply(name) <= Math.max(1, asked.length() / 3));
        return misspelled.isPresent()
                ? misspelled
                : names.stream()
                        .filter(name -> shared(asked, name.toLowerCase(Locale.ROOT)) > 0)
                        .max(Comparator.comparing(name -> shared(asked, name.toLowerCase(Locale.ROOT))));
    }

    private static int shared(String asked, String name) {
        if (asked.startsWith(name) || asked.endsWith(name)) {
            return name.length();
        }
        return asked.length() > 2 && (name.startsWith(asked) || name.endsWith(asked)) ? asked.length() : 0;
    }

    /** Letters to change, insert, remove or swap with their neighbor: the restricted Damerau-Levenshtein distance. */
    private static int distance(String one, String two) {
        int @Nullable [] beforeLast = null;
        int[] last = new int[two.length() + 1];
        for (int j = 0; j <= two.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[two.length() + 1];
            row[0] = i;
            for (int j = 1; j <= two.length(); j++) {
                boolean same = one.charAt(i - 1) == two.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped = beforeLast != null
                        && j > 1
                        && one.charAt(i - 1) == two.charAt(j - 2)
                        && one.charAt(i - 2) == two.charAt(j - 1);
                if (swapped && beforeLast != null) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[two.length()];
    }
}
