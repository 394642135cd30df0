package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceGalleries;
import io.facebridge.FaceProvider;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.operations.privacy.RetentionPolicy;
import io.facebridge.operations.privacy.RetentionPolicy.Due;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code facebridge retention}. */
@Command(
        name = "retention",
        description = "Lists the people of galleries who are due for erasure, by your own records of their enrollment"
                + " and consent; with --yes, erases them from these galleries and verifies it. Exit code 4 while an"
                + " erasure is not verified.")
final class RetentionCommand implements Callable<Integer> {
    private static final int UNPROVEN = 4;

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Option(
            names = "--gallery",
            paramLabel = "GALLERY",
            required = true,
            description = OptionText.GALLERY + " Can be repeated.")
    private List<String> galleries = List.of();

    @Option(
            names = "--records",
            paramLabel = "RECORDS.csv",
            required = true,
            description = "Your records of enrolled people: a CSV list with the column person and the columns gallery,"
                    + " enrolled and consent_expires, each optional. The list is only read.")
    private Path recordsFile = Path.of("");

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Also people who have been enrolled for longer than this, for example 365d.")
    private @Nullable String olderThan;

    @Option(names = "--without-record", description = "Also people who are enrolled without a record.")
    private boolean withoutRecord;

    @Option(
            names = "--receipts",
            paramLabel = "DIR",
            description = "Folder for the receipts, a file for each person. Erasures that its receipts do not show as"
                    + " verified are continued first.")
    private @Nullable Path receiptsFolder;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    private final List<DueIn> due = new ArrayList<>();
    private final List<ErasureReceipt> receipts = new ArrayList<>();

    /** The people of a gallery, and those of them who are due. */
    private record DueIn(GalleryId gallery, long people, List<Due> persons) {}

    @Override
    public Integer call() {
        RetentionRecords records;
        RetentionPolicy policy;
        try {
            records = RetentionRecords.read(recordsFile);
            policy = policy(records);
        } catch (IllegalArgumentException e) {
            throw options.wrongUsage(String.valueOf(e.getMessage()));
        }
        try {
            options.call(faces -> {
                find(faces, records, policy);
                if (confirmation.given()) {
                    erase(faces);
                }
                return true;
            });
        } catch (RuntimeException e) {
            if (!receipts.isEmpty()) {
                report(false);
            }
            throw e;
        }
        report(true);
        return receipts.stream().allMatch(ErasureReceipt::complete) ? 0 : UNPROVEN;
    }

    private RetentionPolicy policy(RetentionRecords records) {
        List<String> unknown = records.unknownColumns();
        if (!records.hasConsents() && olderThan == null && !withoutRecord) {
            throw options.wrongUsage("no rule makes a person due: the records have no column consent_expires"
                    + (unknown.isEmpty() ? "" : ", but \"" + Text.oneLine(unknown.get(0)) + "\"")
                    + "; add it, or give --older-than or --without-record");
        }
        RetentionPolicy policy = RetentionPolicy.consentExpired();
        if (olderThan != null) {
            records.requireTimesOfEnrollment();
            policy = policy.enrolledLongerThan(Times.duration("--older-than", olderThan, options::wrongUsage));
        }
        return withoutRecord ? policy.withoutRecord() : policy;
    }

    /** Finds all people who are due before the first is erased: with a gallery that does not exist nothing is erased. */
    private void find(FaceProvider faces, RetentionRecords records, RetentionPolicy policy) {
        Instant now = Instant.now();
        List<GalleryId> ids =
                new LinkedHashSet<>(galleries).stream().map(GalleryId::new).toList();
        PersonRecordStore store = records.of(faces.id(), ids, now);
        for (GalleryId gallery : ids) {
            Set<PersonId> people = new HashSet<>();
            faces.require(FaceGalleries.class).open(gallery).list().forEach(people::add);
            requireAnyRecord(faces, gallery, people, store);
            due.add(new DueIn(gallery, people.size(), policy.find(faces, gallery, store, now)));
        }
    }

    /** Records of other people than those enrolled are probably those of another gallery: all people would be due. */
    private void requireAnyRecord(
            FaceProvider faces, GalleryId gallery, Set<PersonId> people, PersonRecordStore store) {
        if (withoutRecord
                && !people.isEmpty()
                && store.list(faces.id(), gallery).stream().noneMatch(record -> people.contains(record.person()))) {
            throw options.wrongUsage(
                    "with --without-record all people in gallery " + gallery + " would be due, because " + recordsFile
                            + " has no record of any of them; check the file and the gallery");
        }
    }

    private void erase(FaceProvider faces) {
        ReceiptFolder folder = receiptsFolder == null ? null : ReceiptFolder.open(receiptsFolder);
        if (folder != null) {
            for (ErasureReceipt unfinished : folder.unfinishedErasures()) {
                receipts.add(erasure(faces, folder, galleriesOf(unfinished)).resume(unfinished));
            }
        }
        Set<List<Object>> continued = new HashSet<>();
        receipts.forEach(receipt -> receipt.galleries()
                .forEach(each -> continued.add(List.of(receipt.person(), String.valueOf(each.gallery())))));
        for (DueIn in : due) {
            for (Due each : in.persons()) {
                if (!continued.contains(
                        List.<Object>of(each.person(), in.gallery().value()))) {
                    receipts.add(erasure(faces, folder, List.of(in.gallery().value()))
                            .erase(each.person()));
                }
            }
        }
    }

    private static List<String> galleriesOf(ErasureReceipt receipt) {
        return receipt.galleries().stream()
                .flatMap(each -> Stream.ofNullable(each.gallery()))
                .map(GalleryId::value)
                .toList();
    }

    private Erasure erasure(FaceProvider faces, @Nullable ReceiptFolder folder, List<String> from) {
        Erasure erasure = Erasure.of(faces)
                .galleries(from.stream().map(GalleryId::new).toArray(GalleryId[]::new))
                .withoutSearching()
                .except("list of records", "is the application's, which removes the person from it");
        if (folder != null) {
            erasure = erasure.records(folder);
        }
        return new JournalErasure(options, List.of(), from, () -> {}).addTo(erasure, List.of());
    }

    private void report(boolean whole) {
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, whole)));
        } else {
            print(out, whole);
        }
        out.flush();
    }

    private void print(PrintWriter out, boolean whole) {
        for (DueIn in : due) {
            out.println("gallery " + Text.oneLine(in.gallery().value()) + ": "
                    + Text.count(in.people(), "person", "people") + ", "
                    + in.persons().size() + " due for erasure");
            if (!in.persons().isEmpty()) {
                Text.Table table = new Text.Table("ll", "person", "reason");
                in.persons()
                        .forEach(each -> table.row(
                                Text.oneLine(each.person().value()),
                                each.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
                table.lines("  ", options.terminal()).forEach(out::println);
            }
        }
        receipts.forEach(receipt -> out.print(CommandLineTerms.inReport(receipt.toText())));
        long all = due.stream().mapToLong(in -> in.persons().size()).sum();
        if (!confirmation.given()) {
            out.println(
                    all == 0
                            ? "No person is due."
                            : "Nothing was erased. To erase them, repeat the command with --yes.");
        } else {
            long verified = receipts.stream().filter(ErasureReceipt::complete).count();
            out.println(verified + " of " + Text.count(receipts.size(), "erasure", "erasures") + " verified by listing."
                    + (whole ? "" : " The others were not attempted; repeat the command."));
        }
    }

    private void write(JsonGenerator json, boolean whole) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeBooleanField("dryRun", !confirmation.given());
        json.writeArrayFieldStart("galleries");
        for (DueIn in : due) {
            json.writeStartObject();
            json.writeStringField("gallery", in.gallery().value());
            json.writeNumberField("persons", in.people());
            json.writeArrayFieldStart("due");
            for (Due each : in.persons()) {
                json.writeStartObject();
                json.writeStringField("person", each.person().value());
                json.writeStringField("reason", each.reason().name());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("receipts");
        for (ErasureReceipt receipt : receipts) {
            json.writeRawValue(receipt.toJson());
        }
        json.writeEndArray();
        if (confirmation.given()) {
            json.writeBooleanField("complete", whole && receipts.stream().allMatch(ErasureReceipt::complete));
        } else {
            json.writeNullField("complete");
        }
        json.writeEndObject();
    }
}
