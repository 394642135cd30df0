package io.facebridge.cli;

import io.facebridge.face.QualityReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The terms of the command line for the Java names in the libraries' messages: the option for a method that remedies a failure,
 * and words for a type. The libraries' messages address Java developers.
 */
final class CommandLineTerms {
    /** What stands in quotation marks is a value: the id of a person or gallery, or a setting. */
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"");

    /** Not within a path, a file name or an id. */
    private static final String START = "(?<![\\w./\\\\-])";

    private static final String END = "(?![\\w/\\\\-]|\\.\\w)";
    private static final Pattern EXCEPTION =
            Pattern.compile(START + "(?:[a-z]\\w*\\.)*([A-Z]\\w*?)(Exception|Error)" + END);

    /** Reasons of a low quality as a list of constants: {@code [TOO_SMALL, TOO_DARK]}. */
    private static final Pattern REASONS = Pattern.compile("\\[((?:, |\\b(?:"
            + Stream.of(QualityReason.values()).map(Enum::name).collect(Collectors.joining("|")) + ")\\b)+)\\]");

    /** Where the exceptions of messages are from. */
    private static final List<String> PACKAGES = List.of(
            "io.facebridge.cli",
            "io.facebridge.error",
            "io.facebridge.local",
            "io.facebridge.azure",
            "io.facebridge.tencent",
            "io.facebridge.remote",
            "io.facebridge.operations.audit",
            "io.facebridge.operations.failover",
            "io.facebridge.operations.guard",
            "io.facebridge.operations.migration",
            "io.facebridge.operations.privacy",
            "io.facebridge.operations.store",
            "java.io",
            "java.lang",
            "java.net",
            "java.nio.charset",
            "java.nio.file",
            "java.time",
            "java.time.format",
            "java.util",
            "java.util.concurrent",
            "java.util.zip",
            "javax.net.ssl");

    /** A code of a service, too, which is needed to look it up. */
    private static final String CODE_OF_A_SERVICE = "AccessDeniedException";

    private static final Map<Pattern, String> TERMS = terms();

    private CommandLineTerms() {}

    /** Returns a message without Java names; values in quotation marks, and names of files, stay as they are. */
    static String in(String message) {
        StringBuilder text = new StringBuilder();
        Matcher value = VALUE.matcher(message);
        int from = 0;
        while (value.find()) {
            text.append(translated(message.substring(from, value.start()))).append(value.group());
            from = value.end();
        }
        return text.append(translated(message.substring(from))).toString();
    }

    private static String translated(String part) {
        String text = part;
        for (Map.Entry<Pattern, String> term : TERMS.entrySet()) {
            text = term.getKey().matcher(text).replaceAll(Matcher.quoteReplacement(term.getValue()));
        }
        return inReport(
                REASONS.matcher(text).replaceAll(found -> words(found.group(1).replace('_', ' '))));
    }

    /** Returns a report, in which only the names of exceptions are replaced: its other words may be ids and names of files. */
    static String inReport(String report) {
        return EXCEPTION
                .matcher(report.replace("decisions of both by MatchPolicy[", "decisions of both by ["))
                .replaceAll(found -> Matcher.quoteReplacement(
                        isJava(found.group(1) + found.group(2)) ? words(found.group(1)) : found.group()));
    }

    private static boolean isJava(String name) {
        return !name.equals(CODE_OF_A_SERVICE) && PACKAGES.stream().anyMatch(inside -> exists(inside + "." + name));
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type, false, CommandLineTerms.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Returns the words of a Java name: {@code no such file} for {@code NoSuchFile}. */
    static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** The longer names of a term first. */
    private static Map<Pattern, String> terms() {
        Map<String, String> terms = new LinkedHashMap<>();
        terms.put(
                "(MatchPolicy\\.)?withReferenceCount(, or (let a FaceMatcher ask for it|search with a FaceMatcher, which queries it))?",
                "--references N");
        terms.put(
                "GalleryId\\.portable makes one that every provider accepts",
                "every provider accepts ids of 1 to 48 of a-z, 0-9, _ and -");
        terms.put(
                "PersonId\\.portable makes one that every provider accepts",
                "every provider accepts ids of 1 to 40 of A-Z, a-z, 0-9, _ and -");
        terms.put("(MatchPolicy\\.)?calibratedBy", "--calibration FILE");
        terms.put("Threshold\\.explicit", "--threshold X");
        terms.put("MatchPolicy\\.falsePositiveIdentificationRate", "--fpir RATE");
        terms.put("(MatchPolicy\\.|a )falseMatchRate", "--fmr RATE");
        terms.put("FaceSelection\\.CENTRAL", "--face central");
        terms.put("FaceSelection\\.ONLY", "--face only");
        terms.put("FaceSelection\\.LARGEST", "--face largest");
        terms.put("FaceSelection", "--face");
        terms.put("(QualityGate|withoutQualityGate)\\b(\\(\\))?", "--quality");
        terms.put(" or the size of the PixelBudget", "");
        terms.put(", or raise ReadLimits\\.\\w+", "");
        terms.put(
                "CallPolicy's deadline or rateLimit",
                "--set deadline=TIME or --set rateLimit=OPERATION=REQUESTS/PERIOD");
        terms.put("CallPolicy's deadline", "--set deadline=TIME");
        terms.put("CallPolicy's rateLimit", "--set rateLimit=OPERATION=REQUESTS/PERIOD");
        terms.put("CallPolicy's circuitBreak\\w+", "the circuitBreaking settings with --set");
        terms.put("CallPolicy's (retry|retries|attempts|maxAttempts)", "--set maxAttempts=N");
        terms.put("CallPolicy", "--set rateLimit=OPERATION=REQUESTS/PERIOD");
        terms.put(" \\(LocalTemplateStore\\.\\w+\\)", "");
        terms.put("its TemplateKeys", "--store-key-file NAME=FILE");
        terms.put("(say|set) ScorePolarity\\.DISTANCE", "give --distances");
        terms.put("(say|set) asymmetric\\(\\)", "give --asymmetric");
        terms.put("SearchSet\\.Builder\\.gallerySize or ScoreReader\\.references", "--references N");
        terms.put("with ScoreSource\\.of, or in", "in");
        terms.put("wait with FaceGallery\\.awaitSearchable, then search again", "search again later");
        terms.put(", wait with FaceGallery\\.awaitSearchable", "");
        terms.put(
                "give it AzureFaces\\.builder\\(\\)\\.correlationIds\\(\\.\\.\\.\\)",
                "give --set correlationIds=memory");
        terms.put("; in code, use \\w+\\.builder\\(\\)\\.\\w+", "");
        terms.put("the settings keyId and keyFile", "--set keyId=ID --set keyFile=FILE");
        terms.put("the setting keyFile", "--set keyFile=FILE");
        terms.put("name DIR in the setting models", "give --models DIR");
        terms.put(" to class java\\.[\\w.]*\\w", "");
        terms.put(": \\[BoundingBox\\[[^]]*\\](, BoundingBox\\[[^]]*\\])*\\]", "");
        terms.put("BoundingBox\\[", "box [");
        terms.put(
                "(AwsFaces|TencentFaces|the provider) needs a region, for example",
                "a region is missing; give --region REGION, for example");
        terms.put(
                "(AzureFaces|the provider) needs an endpoint, for example",
                "an endpoint is missing; give --endpoint URL, for example");
        terms.put("; give it to the builder, or set", ", or set");
        terms.put("set one with store or inMemoryGalleries", "give --store DIR");
        terms.put("give one with store or inMemoryGalleries", "give --store DIR");
        terms.put("a key of a store is given as NAME=FILE, with", "--store-key-file must be NAME=FILE, with");
        terms.put(
                "a key has 16, 24 or 32 bytes but",
                "a key must have 16, 24 or 32 bytes, as of openssl rand -base64 32, but");
        terms.put(", or share one LocalFaces", ", or repeat the command when the other one has ended");
        terms.put("MatchPolicy\\[", "[");
        terms.put("(Aws|Azure|Tencent|Local)Faces", "the provider");
        CapabilitiesCommand.NAMES.forEach((java, term) -> terms.put(java, term));
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        terms.forEach((java, term) -> patterns.put(
                Pattern.compile((java.matches("[ ,;:].*") ? "" : START) + java + (java.endsWith("[") ? "" : END)),
                term));
        return patterns;
    }
}
