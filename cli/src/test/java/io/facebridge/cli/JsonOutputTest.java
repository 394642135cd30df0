package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviders;
import io.facebridge.cli.JsonSchemas.Reading;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.local.PinnedModel;
import io.facebridge.match.MatchPolicy;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.testkit.SyntheticVariants;
import io.facebridge.testkit.TestImages;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command prints with {@code --json} what its schema describes, with all of its fields: on the local models and, where they do not
 * lead to a case, on the provider that follows a script. {@link Run} compares what all other tests print, on the emulators too.
 */
@Tag("models")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonOutputTest {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final Object[] SCRIPTED = {"--provider", "scripted"};

    private final Map<String, List<String>> printed = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private Path folder = Path.of("");
    private Path portrait = Path.of("");
    private Path same = Path.of("");
    private Path other = Path.of("");
    private Path landscape = Path.of("");
    private Path notes = Path.of("");
    private Object[] local = {};

    @BeforeAll
    void run_every_command(@TempDir Path files) throws Exception {
        folder = files;
        TestImages photographs = TestImages.ofTheBuild();
        portrait = image("portrait.png", photographs.portrait());
        same = image("same.png", photographs.samePerson());
        other = image("other.png", photographs.otherPerson());
        landscape = image("landscape.png", SyntheticVariants.landscape(320, 240));
        notes = Files.writeString(folder.resolve("notes.txt"), "no image");
        local = new Object[] {"--provider", "local", "--store", folder.resolve("store")};
        runImages();
        runGallery();
        runErasure();
        runSessions();
        runThresholds();
        runAudit();
        runEmulators();
        runErrors();
    }

    private Path image(String name, FaceImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, image.toByteArray());
    }

    /** Keeps what a command prints with {@code --json}; {@code more} are further words. */
    private void run(int exitCode, Object[] more, Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        all.add("--json");
        Run run = Run.unchecked(all.toArray());
        assertThat(run.exitCode()).as("%s: %s", all, run.err()).isEqualTo(exitCode);
        String command = JsonSchemas.command(all.stream().map(Object::toString).toList());
        run.out().lines().forEach(line -> keep(command, line));
        run.err().lines().forEach(errors::add);
    }

    private void keep(String command, String line) {
        printed.computeIfAbsent(command, none -> new ArrayList<>()).add(line);
    }

    private void runImages() {
        Object[] none = {};
        run(3, none, "detect", "--quality", "enroll", portrait, notes, landscape);
        run(0, SCRIPTED, "detect", Run.picture(folder, "two.png", 200, 200));
        run(0, SCRIPTED, "compare", folder.resolve("two.png"), folder.resolve("two.png"));
        run(0, none, "compare", "--fmr", "1e-4", portrait, other);
        run(0, SCRIPTED, "compare", "--threshold", "0.5", folder.resolve("two.png"), folder.resolve("two.png"));
        run(
                0,
                SCRIPTED,
                "compare",
                "--set",
                "endpoint=http://down",
                "--failover",
                "local",
                "--fmr",
                "1e-2",
                same,
                portrait);
        run(3, none, "liveness", portrait, landscape);
        run(0, none, "capabilities");
        run(4, none, "capabilities", "--models", folder.resolve("nowhere"));
        run(0, none, "config", "show");
        run(0, none, "config", "path");
        run(3, none, "redact", "--out", folder.resolve("redacted"), portrait, notes);
    }

    private void runGallery() throws IOException {
        run(0, local, "gallery", "create", "staff");
        run(3, local, "enroll", "staff", "ada", portrait, notes);
        Path people = folder.resolve("people");
        image("people/bob/1.png", FaceImage.of(other));
        image("people/bob/2.png", SyntheticVariants.shrunk(FaceImage.of(other), 6));
        Files.writeString(people.resolve("bob/3.png"), "no image");
        run(3, local, "enroll", "staff", "--from", people);
        run(3, local, "enroll", "staff", "--from", people);
        run(0, SCRIPTED, "enroll", "--quality", "lenient", "staff", "ada", Run.picture(folder, "small.png", 444, 100));
        run(0, SCRIPTED, "gallery", "list");
        run(0, local, "gallery", "info", "staff");
        run(0, SCRIPTED, "gallery", "info", "plain");
        run(0, SCRIPTED, "persons", "staff");
        run(0, local, "persons", "--faces", "staff");
        run(0, local, "verify", "staff", "ada", same);
        run(0, SCRIPTED, "verify", "--threshold", "0.5", "staff", "bob", folder.resolve("two.png"));
        run(0, SCRIPTED, "verify", "--fmr", "1e-2", "staff", "ada", folder.resolve("small.png"));
        run(0, local, "identify", "--fpir", "1e-2", "staff", same);
        run(0, SCRIPTED, "identify", "empty", folder.resolve("two.png"));
        run(0, SCRIPTED, "duplicates", "--fmr", "1e-2", "staff");
        run(3, local, "duplicates", "--fmr", "1e-4", "staff", same, landscape);
        Path file = folder.resolve("staff.gallery");
        run(0, local, "gallery", "export", "staff", file);
        run(0, local, "gallery", "import", "copy", file);
        run(0, local, "gallery", "backup", folder.resolve("backup"));
        Path key = folder.resolve("key");
        OwnerOnly.replace(key, Base64.getEncoder().encode(new byte[32]));
        Object[] sealed = {"--store", folder.resolve("backup"), "--store-key-file", "2026=" + key, "--accept-unsealed"};
        run(0, sealed, "gallery", "reseal");
        runMigration(people);
        Path records =
                Files.writeString(folder.resolve("records.csv"), "person,consent_expires\nbob,2001-01-01T00:00:00Z\n");
        run(0, local, "retention", "--gallery", "staff", "--records", records);
        run(0, local, "retention", "--gallery", "copy", "--records", records, "--yes");
        run(0, SCRIPTED, "remove", "staff", "ada", "--yes");
        run(0, SCRIPTED, "gallery", "delete", "--yes", "staff");
    }

    private void runMigration(Path people) throws IOException {
        image("people/ada/1.png", FaceImage.of(portrait));
        image("probes/ada/1.png", FaceImage.of(same));
        Object[] move = {
            "gallery",
            "migrate",
            "staff",
            "--to",
            "local,store=" + folder.resolve("target"),
            "--images",
            people,
            "--journal",
            folder.resolve("journal"),
            "--fmr",
            "1e-4",
            "--shadow",
            folder.resolve("probes")
        };
        Object[] once = Arrays.copyOf(move, move.length + 1);
        once[move.length] = "--dry-run";
        run(0, local, once);
        run(0, local, move);
    }

    private void runErasure() throws IOException {
        Path receipt = folder.resolve("receipt.json");
        run(
                0,
                local,
                "erase",
                "--yes",
                "ada",
                "--probe",
                same,
                "--receipt",
                receipt,
                "--journal",
                folder.resolve("journal"));
        keep("erase", Files.readString(receipt));
        run(4, SCRIPTED, "erase", "--yes", "ada", "--without-searching");
    }

    private void runSessions() throws IOException {
        Path file = folder.resolve("session.json");
        run(0, SCRIPTED, "liveness-session", "open", "login-7");
        run(0, SCRIPTED, "liveness-session", "open", "login-7", "--out", file);
        keep("liveness-session open", Files.readString(file).strip());
        Object[] of = {"--provider", "scripted", "--subject", "s", "--expires-at", "2030-01-31T12:00:00Z"};
        run(0, of, "liveness-session", "result", "session-1");
        run(0, of, "liveness-session", "result", "broken", "--set", "minLivenessConfidence=0.5");
        run(0, of, "liveness-session", "result", "done", "--verify-against", portrait, "--threshold", "0.5");
    }

    private void runThresholds() throws Exception {
        Path scores = folder.resolve("evaluated.csv");
        run(0, SCRIPTED, "evaluate", folder.resolve("people"), "--dry-run", "--out", scores);
        run(0, new Object[] {}, "evaluate", folder.resolve("people"), "--out", scores);
        Path calibration = folder.resolve("calibration.json");
        Object[] more = {
            "--searches",
            table(
                    "searches",
                    "probe,subject,rank,candidate,score,enrolled",
                    "p1,ada,1,ada,9,true\np2,eve,1,ada,2,false"),
            "--attacks",
            table("attacks", "label,pai_species,score", "bonafide,,9\nattack,print,1"),
            "--test",
            table("test", "score,label,probe_subject,reference_subject,scale", rows(1000, 0.0005)),
            "--calibration-out",
            calibration
        };
        run(0, more, "tune", table("scores", "score,label,probe_subject,reference_subject,scale", rows(0, 0)));
        keep("calibration", Files.readString(calibration));
        run(0, new Object[] {}, "tune", table("groups", "score,label,group", groups()), "--rates", "1e-1,1e-6");
        if (!WINDOWS) {
            keep("models fetch", fetch());
        }
    }

    private Path table(String name, String header, String rows) throws IOException {
        return Files.writeString(folder.resolve(name + ".csv"), header + "\n" + rows + "\n");
    }

    /** Comparisons of 40 people, from a number on, two images each. */
    private static String rows(int first, double shift) {
        StringBuilder rows = new StringBuilder();
        for (int one = first; one < first + 40; one++) {
            for (int two = one; two < first + 40; two++) {
                double score = (one == two ? 0.6 : 0.0) + (one * 37 + two * 11) % 97 / 300.0 + shift;
                rows.append(score).append(one == two ? ",mated,p" : ",nonmated,p");
                rows.append(one).append(",p").append(two).append(",local/m/COMPARE/-1/1\n");
            }
        }
        return rows.toString().strip();
    }

    private static String groups() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            rows.append(i % 997 + (i % 10 == 0 ? 900 : 0)).append(i % 10 == 0 ? ",mated," : ",nonmated,");
            rows.append(i % 20 < 10 ? "one\n" : "other\n");
        }
        return rows.toString().strip();
    }

    /** In a process, because {@code npm} is found by the {@code PATH}. */
    private String fetch() throws Exception {
        Path shelf = Files.createDirectories(folder.resolve("shelf"));
        for (PinnedModel model : PinnedModel.values()) {
            try (InputStream in =
                    PinnedModel.class.getResourceAsStream("/io/facebridge/local/models/" + model.fileName())) {
                Files.copy(Objects.requireNonNull(in), shelf.resolve(model.fileName()));
            }
        }
        String target = "node_modules/faceplugin-face-recognition-js/model";
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path npm = Files.writeString(
                bin.resolve("npm"),
                "#!/bin/sh\nmkdir -p " + target + "; ln " + shelf + "/*.onnx " + target + " || cp " + shelf + "/*.onnx "
                        + target + "\n");
        assertThat(npm.toFile().setExecutable(true)).isTrue();
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.facebridge.cli.Main",
                "models",
                "fetch",
                "--json",
                folder.resolve("models").toString());
        java.environment().merge("PATH", bin.toString(), (path, first) -> first + File.pathSeparator + path);
        Process process = java.redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private void runAudit() throws IOException {
        Path log = folder.resolve("decisions.jsonl");
        try (FaceProvider faces = FaceProviders.open("scripted", Map.of());
                DecisionLog records = DecisionLog.builder(log).open()) {
            FaceMatcher.of(faces, MatchPolicy.falseMatchRate(1e-2))
                    .withListener(records)
                    .withRequester("operator 7")
                    .compare(folder.resolve("two.png"), folder.resolve("two.png"));
            for (String person : List.of("ada", "bob")) {
                records.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, Instant.EPOCH)
                        .person(new PersonId(person))
                        .attribute("faces", "1")
                        .build());
            }
        }
        Object[] none = {};
        run(0, none, "audit", "verify", log);
        run(0, none, "audit", "anchor", log);
        run(0, none, "audit", "forget", "--yes", log, "ada");
        run(0, none, "audit", "export", log);
        Files.writeString(log, Files.readString(log).replace("ENROLLMENT", "REMOVAL"));
        run(4, none, "audit", "verify", log);
        run(4, none, "audit", "export", log);
    }

    private void runEmulators() {
        InputStream before = System.in;
        System.setIn(InputStream.nullInputStream());
        try {
            Object[] signed = {"--until-eof", "--test-secret-key", "b"};
            run(0, signed, "emulate", "aws", "--test-access-key", "a");
            run(0, signed, "emulate", "tencent", "--test-access-key", "a", "--region", "ap-singapore");
            run(0, new Object[] {"--until-eof"}, "emulate", "azure", "--test-secret-key", "a");
        } finally {
            System.setIn(before);
        }
    }

    private void runErrors() {
        run(2, new Object[] {}, "compare", portrait);
        run(2, new Object[] {}, "dance");
        run(3, new Object[] {}, "compare", portrait, notes);
        run(3, SCRIPTED, "identify", "staff", Run.picture(folder, "none.png", 200, 50));
        run(2, SCRIPTED, "gallery", "info", "nowhere");
        run(2, SCRIPTED, "gallery", "create", "staff");
        run(2, SCRIPTED, "identify", "--fmr", "1e-2", "plain", portrait);
        run(4, SCRIPTED, "gallery", "create", "shaky");
        run(4, new Object[] {"--models", folder}, "detect", portrait);
    }

    static List<String> commands() {
        return JsonSchemas.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_prints_what_its_schema_describes(String command) {
        assumeFalse(
                WINDOWS && command.equals("models fetch"),
                "not on this operating system: a script that stands for npm");
        List<String> documents = printed.getOrDefault(command, List.of());

        assertThat(documents)
                .as("documents printed by %s in this test", command)
                .isNotEmpty();
        assertThat(documents).allSatisfy(document -> assertDescribed(JsonSchemas.ofCommand(command), document));
    }

    @Test
    void a_calibration_is_described() {
        assertThat(printed.get("calibration"))
                .singleElement()
                .asString()
                .satisfies(file -> assertDescribed("calibration", file));
    }

    @Test
    void errors_of_several_types_are_described() {
        Set<String> types = new TreeSet<>();
        for (String error : errors) {
            assertDescribed("error", error);
            types.add(error.replaceFirst("^\\{\"error\":\\{\"type\":\"(\\w+)\".*", "$1"));
        }
        assertThat(types)
                .contains(
                        "AlreadyExists",
                        "FaceNotFound",
                        "InvalidImage",
                        "Model",
                        "NotFound",
                        "NotInOrder",
                        "ProviderUnavailable",
                        "Uncalibrated",
                        "Usage");
        assertThat(errors).anyMatch(error -> error.contains("\"effect\":\"UNKNOWN\""));
    }

    /** Cases that are described only if the commands above lead to them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "detect: \"qualityGate\":{",
                "detect: \"faces\":[]",
                "detect: \"error\":{",
                "compare: \"decision\":null",
                "compare: \"reasons\":[\"RIVAL_FACE_IN",
                "compare: \"passedOver\":[{",
                "verify: \"upperBound\":true",
                "verify: \"probeQuality\":{",
                "identify: \"references\":",
                "identify: \"candidates\":[]",
                "duplicates: \"unsearched\":[{",
                "capabilities: \"error\":{",
                "capabilities: \"falseMatchRates\":{",
                "enroll: \"quality\":{",
                "enroll: \"before\":true",
                "enroll: \"reasons\":[{",
                "persons: \"faces\":[",
                "gallery info: \"persons\":null",
                "gallery migrate: \"shadow\":{",
                "gallery migrate: \"PENDING\"",
                "erase: \"complete\":true",
                "erase: \"complete\":false",
                "liveness: \"error\":{",
                "liveness-session open: \"clientToken\":\"",
                "liveness-session open: \"file\":\"",
                "liveness-session result: \"comparison\":{",
                "liveness-session result: \"unreadableReferenceImage\":\"",
                "evaluate: \"failures\":null",
                "tune: \"searches\":{",
                "tune: \"attacks\":{",
                "tune: \"groups\":{",
                "tune: \"test\":{",
                "tune: \"threshold\":null",
                "audit verify: \"faults\":[{",
                "audit export: \"event\":\"DECISION\"",
                "audit export: \"erased\":[\"person\"]",
                "emulate tencent: \"region\":\"ap-singapore\""
            })
    void commands_print_every_kind_of_part(String expected) {
        String[] parts = expected.split(": ", 2);

        assertThat(printed.getOrDefault(parts[0], List.of())).anyMatch(document -> document.contains(parts[1]));
    }

    private static void assertDescribed(String schema, String document) {
        assertThat(JsonSchemas.faults(Reading.STRICT, schema, document))
                .as(document)
                .isEmpty();
        assertThat(JsonSchemas.faults(Reading.PUBLISHED, schema, document))
                .as(document)
                .isEmpty();
    }
}
