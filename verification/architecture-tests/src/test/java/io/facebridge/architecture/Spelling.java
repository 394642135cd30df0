package io.facebridge.architecture;

import io.facebridge.architecture.MarkdownPage.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import morfologik.speller.Speller;
import morfologik.stemming.Dictionary;

/** Finds words that are neither in a dictionary of US English nor in the project's own list. */
final class Spelling {
    private static final String ENGLISH = "/org/languagetool/resource/en/hunspell/en_US.dict";

    private static final Pattern GAP = Pattern.compile("[\\s/–—…|→×·]+|\\*+");
    private static final Pattern EDGE = Pattern.compile("^[^\\p{L}\\p{N}_@.]+|[^\\p{L}\\p{N}_@]+$");
    private static final Pattern WORD = Pattern.compile("\\p{IsLatin}[\\p{IsLatin}'’-]*");

    private final Speller english;
    private final Set<String> own = new HashSet<>();

    private Spelling(Speller english, List<String> words) {
        this.english = english;
        words.stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty() && !word.startsWith("#"))
                .forEach(own::add);
    }

    /**
     * Opens the dictionary.
     *
     * @param list the project's own words, one a line; a word in lower case is right in any case, another one as it is
     */
    static Spelling open(Path list) throws IOException {
        return new Spelling(
                new Speller(Dictionary.read(Spelling.class.getResource(ENGLISH))), Files.readAllLines(list));
    }

    /** Returns the unknown words of a page's prose, with their lines. */
    List<Piece> unknown(MarkdownPage page) {
        List<Piece> unknown = new ArrayList<>();
        for (Piece line : page.plainLines()) {
            for (String word : words(line.text())) {
                if (!isKnown(word)) {
                    unknown.add(new Piece(line.line(), word));
                }
            }
        }
        return unknown;
    }

    /** Returns the words of a line; single letters, names of files and of code, and abbreviations in capitals are none. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String token : GAP.split(line, -1)) {
            String bare = EDGE.matcher(token).replaceAll("").replaceFirst("['’]s?$", "");
            if (WORD.matcher(bare).matches()) {
                for (String word : bare.split("-", -1)) {
                    boolean isPlain = word.length() > 1
                            && word.substring(1).equals(word.substring(1).toLowerCase(Locale.ROOT));
                    if (isPlain) {
                        words.add(word);
                    }
                }
            }
        }
        return words;
    }

    boolean isKnown(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return own.contains(word)
                || own.contains(lower)
                || english.isInDictionary(word)
                || english.isInDictionary(lower);
    }
}
