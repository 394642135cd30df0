package io.facebridge.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.facebridge.decision.DecisionLogVerdict.Anchor;
import io.facebridge.decision.DecisionLogVerdict.Fault;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a log of decisions is as it was written.
 *
 * <p>By the log alone it finds every line that was changed, removed, added or put elsewhere, and a last line that was cut. It
 * cannot find that whole lines at the end are missing, nor that somebody who may write the file made all lines anew from some
 * point on. For that it needs an {@link Anchor} that was kept elsewhere: with one, nothing up to the anchor can be missing or
 * made anew; of what follows the last anchor the log alone speaks. Whoever writes lies into the log from the start is found
 * by no look at it.
 */
public final class DecisionLogVerifier {
    static final Anchor START = new Anchor(0, "0".repeat(64));
    static final String HASH_FIELD = ",\"hash\":\"";

    private static final String FIRST = "{\"record\":1,";
    private static final int HASH_END = HASH_FIELD.length() + 64 + 2;
    static final int LONGEST_LINE = 1 << 20;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final List<Anchor> anchors;
    private final List<Fault> faults = new ArrayList<>();
    private Anchor last = START;
    private long wholeBytes;

    private DecisionLogVerifier(List<Anchor> anchors) {
        this.anchors = anchors.stream()
                .sorted(Comparator.comparingLong(Anchor::records))
                .toList();
    }

    /**
     * Reads a log from its start to the first fault, or to its end.
     *
     * @param log the file, which nobody writes to meanwhile
     * @param anchors kept elsewhere; none are needed to find changes in the middle
     * @return what is wrong with it
     * @throws DecisionLogException if it cannot be read
     */
    public static DecisionLogVerdict verify(Path log, Anchor... anchors) {
        DecisionLogVerifier verifier = new DecisionLogVerifier(List.of(anchors));
        try (InputStream in = Files.newInputStream(log)) {
            verifier.read(in);
        } catch (IOException e) {
            throw new DecisionLogException("the log of decisions " + log + " cannot be read", e);
        }
        return verifier.verdict();
    }

    /** For who continues the log; does not close the stream. */
    static DecisionLogVerifier through(InputStream log) throws IOException {
        DecisionLogVerifier verifier = new DecisionLogVerifier(List.of());
        verifier.read(log);
        return verifier;
    }

    DecisionLogVerdict verdict() {
        return new DecisionLogVerdict(last, faults);
    }

    /** How many bytes the lines that are in order have. */
    long wholeBytes() {
        return wholeBytes;
    }

    private void read(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream, 1 << 16);
        check(START);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && faults.isEmpty(); next = in.read()) {
            if (next == '\n') {
                follow(line.toByteArray());
                line.reset();
            } else if (line.size() == LONGEST_LINE) {
                fault(Fault.Kind.CHANGED);
            } else {
                line.write(next);
            }
        }
        if (faults.isEmpty() && line.size() > 0) {
            fault(isOfALog(line.toString(StandardCharsets.ISO_8859_1)) ? Fault.Kind.TORN : Fault.Kind.CHANGED);
        }
        if (faults.isEmpty() && anchors.stream().anyMatch(anchor -> anchor.records() > last.records())) {
            fault(Fault.Kind.CUT_OFF);
        }
    }

    /** Whether a line without an end is of a log: behind others, or as the first line of a log begins. */
    private boolean isOfALog(String torn) {
        return last.records() > 0 || torn.startsWith(FIRST) || FIRST.startsWith(torn);
    }

    private void follow(byte[] line) {
        int end = line.length - HASH_END;
        String hash = end <= 0 ? "" : hashOf(Arrays.copyOf(line, end));
        String tail = end <= 0 ? "" : new String(line, end, HASH_END, StandardCharsets.UTF_8);
        @Nullable Link link = tail.equals(HASH_FIELD + hash + "\"}") ? Link.of(line) : null;
        if (link == null) {
            fault(Fault.Kind.CHANGED);
        } else if (link.number() != last.records() + 1 || !link.previous().equals(last.hash())) {
            fault(Fault.Kind.OUT_OF_ORDER);
        } else {
            last = new Anchor(link.number(), hash);
            wholeBytes += line.length + 1;
            check(last);
        }
    }

    private void check(Anchor here) {
        for (Anchor anchor : anchors) {
            if (anchor.records() == here.records() && !anchor.equals(here) && faults.isEmpty()) {
                faults.add(new Fault(here.records(), Fault.Kind.REWRITTEN));
            }
        }
    }

    private void fault(Fault.Kind kind) {
        faults.add(new Fault(last.records() + 1, kind));
    }

    static String hashOf(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** How a line says what it follows. */
    private record Link(long number, String previous) {
        static @Nullable Link of(byte[] line) {
            long number = -1;
            String previous = "";
            try (JsonParser json = FACTORY.createParser(line)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    if (name.equals("record")) {
                        number = json.getLongValue();
                    } else if (name.equals("previous")) {
                        previous = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
                return json.currentToken() == JsonToken.END_OBJECT ? new Link(number, previous) : null;
            } catch (IOException e) {
                return null; // with a hash that fits and yet no JSON: nobody's line of ours
            }
        }
    }
}
