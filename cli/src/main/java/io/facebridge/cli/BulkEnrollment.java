package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.InvalidImageException;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Enrolls image by image for {@code facebridge enroll --from}, and records each result as soon as it is known. */
final class BulkEnrollment {
    private static final int DIGITS = 32;
    private static final int PART = 1 << 16;

    /** The end of the default name of a journal. */
    static final String JOURNAL = ".jsonl";

    private final ProviderOptions options;
    private final String gallery;
    private final EnrollmentOptions asked;
    private final Path from;
    private final String target;
    /** What earlier versions called it, with what their entries lack of the options. */
    private final Map<String, String> earlier = new LinkedHashMap<>();

    private final String inWords;
    private final Path journal;
    private final List<Path> journalsBefore;
    private final List<Verdict> verdicts = new ArrayList<>();

    BulkEnrollment(
            ProviderOptions options, String gallery, EnrollmentOptions asked, Path from, @Nullable Path journal) {
        this.options = options;
        this.gallery = gallery;
        this.asked = asked;
        this.from = from;
        GalleryLocation place = options.location();
        target = target(place.text(), gallery);
        place.earlier().forEach((text, lacking) -> earlier.put(target(text, gallery), lacking));
        inWords = asked.inWords() + place.ofImages();
        if (journal == null) {
            Path folder = journals()
                    .orElseThrow(
                            () -> options.wrongUsage("--from requires a journal, but no home folder is known for it;"
                                    + " name the file with --journal FILE, or set HOME to an absolute path"));
            this.journal = unnamed(folder, from, target);
            journalsBefore = earlier.keySet().stream()
                    .map(before -> unnamed(folder, from, before))
                    .toList();
        } else {
            this.journal = journal;
            journalsBefore = List.of();
        }
    }

    private static Path unnamed(Path folder, Path from, String target) {
        return folder.resolve(digest(real(from) + "\n" + target) + JOURNAL);
    }

    /** What a journal calls a gallery of a provider, see {@link GalleryLocation#text()}. */
    static String target(String provider, String gallery) {
        return digest(provider + "\n" + gallery);
    }

    /** Returns the folder of journals without a given name, which need not exist; empty if no home folder is known. */
    static Optional<Path> journals() {
        return StateFolder.ofTheUser().map(folder -> folder.resolve("enroll"));
    }

    /**
     * The result of an image.
     *
     * @param item the image
     * @param refusal why it was not enrolled, or {@code null} if it was
     * @param before whether the result is that of an earlier run
     */
    private record Verdict(
            EnrollmentList.Item item, @Nullable Refusal refusal, boolean before) {}

    int run() {
        List<EnrollmentList.Item> items = EnrollmentList.read(options, from);
        try (EnrollmentLog done = EnrollmentLog.open(journal, target, earlier, journalsBefore)) {
            options.call(faces -> {
                enroll(faces, items, done);
                return true;
            });
        } catch (RuntimeException e) {
            if (verdicts.stream().anyMatch(verdict -> !verdict.before())) {
                report(items.size());
            }
            throw e;
        }
        report(items.size());
        return verdicts.stream().allMatch(verdict -> verdict.refusal() == null) ? 0 : Failure.INPUT;
    }

    private void enroll(FaceProvider faces, List<EnrollmentList.Item> items, EnrollmentLog done) {
        FaceGallery into = faces.require(FaceGalleries.class).open(new GalleryId(gallery));
        Set<String> persons = stillEnrolled(into, items, done);
        try (Progress progress = options.progress(ProgressUnit.IMAGES)) {
            for (EnrollmentList.Item item : items) {
                progress.at(verdicts.size(), items.size());
                Verdict verdict = verdict(into, item, done, persons);
                verdicts.add(verdict);
                if (!options.json()) {
                    progress.wipe();
                    print(verdict);
                }
            }
            progress.at(verdicts.size(), items.size());
        }
    }

    /**
     * Returns those persons enrolled by earlier runs who are still in the gallery: a person may have been removed since, or the
     * whole gallery. A listing may lag behind, so that the others are looked up one by one.
     */
    private static Set<String> stillEnrolled(FaceGallery gallery, List<EnrollmentList.Item> items, EnrollmentLog done) {
        Set<String> before = new LinkedHashSet<>();
        for (EnrollmentList.Item item : items) {
            EnrollmentLog.Entry entry = done.find(item);
            if (entry != null && entry.refusal() == null) {
                before.add(item.person());
            }
        }
        if (before.isEmpty()) {
            return before;
        }
        Set<String> listed = new HashSet<>();
        gallery.list().forEach(person -> listed.add(person.value()));
        before.removeIf(person ->
                !listed.contains(person) && gallery.find(new PersonId(person)).isEmpty());
        return before;
    }

    private Verdict verdict(FaceGallery into, EnrollmentList.Item item, EnrollmentLog done, Set<String> persons) {
        if (item.problem() != null) {
            return new Verdict(item, item.problem(), false);
        }
        if (done.isErased(item.person())) {
            return new Verdict(
                    item,
                    Refusal.of(
                            Refusal.ERASED,
                            "the person was erased, and this journal does not enroll the person"
                                    + " again; enroll the person without this journal"),
                    false);
        }
        String picture = fingerprint(item.file());
        EnrollmentLog.Entry before = done.find(item);
        if (before != null && picture != null && before.picture().equals(picture)) {
            if (before.refusal() == null ? persons.contains(item.person()) : hasSameRequest(before)) {
                return new Verdict(item, before.refusal(), true);
            }
        }
        Refusal refusal = enroll(into, item);
        if (picture != null && (refusal == null || !refusal.failure().type().equals(Refusal.INVALID_ID))) {
            done.add(options.provider(), gallery, item, new EnrollmentLog.Entry(picture, inWords, refusal));
        }
        return new Verdict(item, refusal, false);
    }

    private boolean hasSameRequest(EnrollmentLog.Entry before) {
        return before.options().equals(inWords);
    }

    /** {@code null} if it was enrolled; what does not lie in the image or its person's id ends the command. */
    private @Nullable Refusal enroll(FaceGallery into, EnrollmentList.Item item) {
        try {
            EnrollRequest request = EnrollRequest.of(new PersonId(item.person()), ImageFiles.read(item.file()));
            into.enroll(asked.appliedTo(request));
            return null;
        } catch (OutOfMemoryError e) {
            InvalidImageException noRoom = Failure.noRoom(e);
            noRoom.addEffect(Effect.UNKNOWN, "the request may have been sent");
            return Refusal.of(noRoom);
        } catch (IllegalArgumentException e) {
            if (isAllowedEverywhere(item.person())) {
                throw e; // an option, then
            }
            return Refusal.of(Refusal.INVALID_ID, String.valueOf(e.getMessage()));
        } catch (FaceBridgeException e) {
            if (Failure.isOfOnePicture(e)) {
                return Refusal.of(e);
            }
            throw e;
        }
    }

    private static boolean isAllowedEverywhere(String person) {
        try {
            return PersonId.portable(person).value().equals(person);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns a fingerprint that shows whether a file has changed; {@code null} if the file cannot be read. */
    private static @Nullable String fingerprint(String file) {
        try {
            CRC32 sum = new CRC32();
            long length = 0;
            byte[] part = new byte[PART];
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                for (int read = in.read(part); read >= 0; read = in.read(part)) {
                    sum.update(part, 0, read);
                    length += read;
                }
            }
            return length + "-" + Long.toHexString(sum.getValue());
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String real(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize().toString();
        }
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void print(Verdict verdict) {
        PrintWriter out = options.out();
        Style style = options.style();
        Refusal refusal = verdict.refusal();
        String line = Text.oneLine(verdict.item().shown()) + ": "
                + (refusal == null
                        ? style.paint(Style.Tone.GOOD, "enrolled") + " as "
                                + Text.oneLine(verdict.item().person()) + (verdict.before() ? " in an earlier run" : "")
                        : style.outcome("rejected") + ": "
                                + refusal.failure()
                                        .withoutName(verdict.item().file())
                                        .line()
                                + (verdict.before() ? " (in an earlier run with the same options)" : ""));
        Text.paragraph(line, "  ", options.terminal()).forEach(out::println);
        out.flush();
    }

    private void report(int rows) {
        RefusalSummary reasons = new RefusalSummary(asked.quality());
        int refused = 0;
        int before = 0;
        for (Verdict verdict : verdicts) {
            before += verdict.before() ? 1 : 0;
            if (verdict.refusal() != null) {
                refused++;
                reasons.add(verdict.refusal());
            }
        }
        Counts counts = new Counts(verdicts.size() - refused, refused, before, rows - verdicts.size());
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, counts, reasons)));
        } else {
            out.println(counts.inWords());
            reasons.lines(options.terminal()).forEach(out::println);
            if (refused > 0) {
                out.println("  journal: " + Text.oneLine(journal.toString()));
            }
        }
        out.flush();
    }

    /**
     * The numbers of results.
     *
     * @param enrolled in all runs
     * @param refused in all runs
     * @param before how many of both are results of an earlier run
     * @param notTried how many images were not tried because the command was interrupted
     */
    private record Counts(int enrolled, int refused, int before, int notTried) {
        String inWords() {
            return enrolled + " enrolled, " + refused + " rejected"
                    + (before == 0 ? "" : ", " + before + " of them in an earlier run")
                    + (notTried == 0 ? "" : "; " + notTried + " not processed, run the command again to continue")
                    + ".";
        }
    }

    private void write(JsonGenerator json, Counts counts, RefusalSummary reasons) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeStringField("gallery", gallery);
        json.writeNumberField("enrolled", counts.enrolled());
        json.writeNumberField("refused", counts.refused());
        json.writeNumberField("before", counts.before());
        json.writeNumberField("notTried", counts.notTried());
        json.writeArrayFieldStart("images");
        for (Verdict verdict : verdicts) {
            json.writeStartObject();
            json.writeStringField("file", verdict.item().shown());
            json.writeStringField("person", verdict.item().person());
            if (verdict.before()) {
                json.writeBooleanField("before", true);
            }
            if (verdict.refusal() != null) {
                Json.error(json, verdict.refusal().failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        reasons.write(json, "reasons");
        json.writeStringField("journal", journal.toString());
        json.writeEndObject();
    }
}
