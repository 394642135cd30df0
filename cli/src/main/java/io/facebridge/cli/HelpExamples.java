package io.facebridge.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The examples in the help of the commands. */
final class HelpExamples {
    private static final Map<String, List<String>> EXAMPLES = examples();

    private HelpExamples() {}

    /** Returns the examples of a command, named as in {@code gallery create}; empty for a group of commands. */
    static List<String> of(String command) {
        return EXAMPLES.getOrDefault(command, List.of());
    }

    private static Map<String, List<String>> examples() {
        Map<String, List<String>> examples = new HashMap<>();
        images(examples);
        galleries(examples);
        others(examples);
        return Map.copyOf(examples);
    }

    private static void images(Map<String, List<String>> examples) {
        examples.put(
                "",
                List.of(
                        "facebridge compare id-card.jpg selfie.jpg --fmr 1e-4",
                        "facebridge gallery create staff --store galleries",
                        "facebridge enroll staff --from people --store galleries",
                        "facebridge identify staff door.jpg --fmr 1e-5 --store galleries"));
        examples.put(
                "detect",
                List.of("facebridge detect photo.jpg", "facebridge detect photo.jpg --draw faces.png --json"));
        examples.put(
                "compare",
                List.of(
                        "facebridge compare id-card.jpg selfie.jpg --fmr 1e-4",
                        "facebridge compare id-card.jpg selfie.jpg --fmr 1e-4 --exit-code && echo same"));
        examples.put(
                "liveness", List.of("facebridge liveness selfie.jpg", "facebridge liveness --exit-code selfie.jpg"));
    }

    private static void galleries(Map<String, List<String>> examples) {
        examples.put("gallery create", List.of("facebridge gallery create staff --store galleries"));
        examples.put("gallery list", List.of("facebridge gallery list --provider aws --region eu-west-1"));
        examples.put("gallery info", List.of("facebridge gallery info staff --store galleries"));
        examples.put("gallery delete", List.of("facebridge gallery delete staff --store galleries --yes"));
        examples.put("gallery export", List.of("facebridge gallery export staff staff.fbg --store galleries"));
        examples.put("gallery import", List.of("facebridge gallery import staff staff.fbg --store galleries"));
        examples.put("gallery backup", List.of("facebridge gallery backup copy --store galleries"));
        examples.put(
                "gallery reseal",
                List.of("facebridge gallery reseal --store galleries --store-key-file 2027=new.key"
                        + " --old-store-key-file 2026=old.key"));
        examples.put(
                "gallery migrate",
                List.of("facebridge gallery migrate staff --store galleries --images people"
                        + " --journal moved.jsonl --to aws,region=eu-west-1 --dry-run"));
        examples.put(
                "enroll",
                List.of(
                        "facebridge enroll staff ada ada-1.jpg ada-2.jpg --store galleries",
                        "facebridge enroll staff --from people --store galleries"));
        examples.put("persons", List.of("facebridge persons staff --store galleries"));
        examples.put("remove", List.of("facebridge remove staff ada --store galleries --yes"));
        examples.put(
                "erase",
                List.of("facebridge erase ada --probe ada.jpg --receipt ada.receipt.json --store galleries --yes"));
        examples.put("verify", List.of("facebridge verify staff ada door.jpg --fmr 1e-4 --store galleries"));
        examples.put(
                "identify",
                List.of(
                        "facebridge identify staff door.jpg --store galleries",
                        "facebridge identify staff visitors door.jpg --fpir 1e-2 --references 500"
                                + " --calibration own.json --store galleries"));
        examples.put("duplicates", List.of("facebridge duplicates staff --fmr 1e-6 --store galleries"));
    }

    private static void others(Map<String, List<String>> examples) {
        examples.put(
                "liveness-session open",
                List.of(
                        "facebridge liveness-session open login-7 --provider aws --region eu-west-1 --out session.json"));
        examples.put(
                "liveness-session result",
                List.of("facebridge liveness-session result ID --subject login-7"
                        + " --expires-at 2030-01-31T12:00:00Z --min-confidence 90 --provider aws --region eu-west-1"));
        examples.put(
                "evaluate",
                List.of(
                        "facebridge evaluate people --out scores.csv --dry-run",
                        "facebridge evaluate people --out scores.csv"));
        examples.put(
                "tune",
                List.of(
                        "facebridge tune scores.csv --rates 1e-3,1e-4 --report report.html --calibration-out own.json"));
        examples.put("audit verify", List.of("facebridge audit verify decisions.jsonl --key-file 2026=log.key"));
        examples.put("audit export", List.of("facebridge audit export decisions.jsonl --since 2026-11-01T00:00:00Z"));
        examples.put("audit anchor", List.of("facebridge audit anchor decisions.jsonl"));
        examples.put("audit forget", List.of("facebridge audit forget decisions.jsonl ada"));
        examples.put(
                "capabilities", List.of("facebridge capabilities", "facebridge capabilities --provider local --json"));
        examples.put("models fetch", List.of("facebridge models fetch models"));
        examples.put(
                "emulate aws",
                List.of("facebridge emulate aws --test-access-key test --test-secret-key test --port 8787"));
        examples.put(
                "emulate tencent",
                List.of("facebridge emulate tencent --test-access-key test --test-secret-key test --port 8788"));
        examples.put(
                "redact",
                List.of(
                        "facebridge redact team.jpg --out redacted.jpg",
                        "facebridge redact a.jpg b.jpg --out copies --except-enrolled staff --fpir 1e-4 --store galleries"));
        examples.put(
                "retention",
                List.of(
                        "facebridge retention --gallery staff --records records.csv --store galleries",
                        "facebridge retention --gallery staff --records records.csv --receipts receipts --store galleries"
                                + " --yes"));
        examples.put("config show", List.of("facebridge config show", "facebridge config show --profile door"));
        examples.put("config path", List.of("facebridge config path"));
        examples.put("completion", List.of("facebridge completion bash > facebridge.bash"));
        examples.put("emulate azure", List.of("facebridge emulate azure --test-secret-key test --port 8789"));
        examples.put("help", List.of("facebridge help compare", "facebridge help gallery create"));
    }
}
