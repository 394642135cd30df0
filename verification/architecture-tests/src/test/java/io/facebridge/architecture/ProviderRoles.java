package io.facebridge.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The roles of the internal classes of the providers that call a service, and what a provider is permitted to have beside or without
 * them, with the reason.
 */
final class ProviderRoles {
    /** What the classes of the vendor's API begin with, and those of the vendor itself, by provider. */
    static final Map<String, List<String>> PREFIXES = new TreeMap<>(Map.of(
            "aws", List.of("Rekognition", "Aws"),
            "azure", List.of("FaceApi", "Azure"),
            "tencent", List.of("Iai", "Tencent")));

    private static final List<String> CAPABILITIES = List.of(
            "FaceDetector",
            "FaceComparer",
            "Galleries",
            "Gallery",
            "FaceIdentifier",
            "FaceVerifier",
            "DuplicateFinder",
            "LivenessChecker",
            "LivenessSessions");

    private static final List<String> WORKINGS = List.of(
            "Parts",
            "Names",
            "Scales",
            "Quotas",
            "Images",
            "Operation",
            "Operations",
            "Calls",
            "Errors",
            "Mapper",
            "Pages",
            "Groups",
            "Persons",
            "Search",
            "Enrollment",
            "Http",
            "HttpClient");

    /** Classes that have one name in all providers. */
    private static final List<String> SHARED = List.of("GalleryContext", "QuietConnection");

    /** A role under another name than the rule gives it. */
    private static final Map<String, OtherName> RENAMED = Map.of(
            "aws Groups", new OtherName("AwsCollections", "the vendor's groups are called collections"),
            "tencent LivenessSessions",
                    new OtherName("FaceIdLivenessSessions", "sessions are another product of the vendor's, FaceID"),
            "aws Landmarks", new OtherName("Landmarks30", "the service's own number of points"),
            "azure Landmarks", new OtherName("Landmarks27", "the service's own number of points"),
            "tencent Landmarks", new OtherName("Landmarks90", "the service's own number of points"));

    /** A role that a provider lacks. */
    private static final Map<String, String> ABSENT = Map.of(
            "aws LivenessChecker", "the service judges no single picture",
            "azure LivenessChecker", "the service judges no single picture",
            "azure DuplicateFinder", "the service has no search for the face of an enrolled person",
            "tencent DuplicateFinder", "the service has no search for the face of an enrolled person",
            "aws Http", "the SDK's own pipeline is limited by AwsAnswers",
            "tencent HttpClient", "the SDK takes an OkHttp client as it is",
            "tencent QuietConnection",
                    "OkHttp logs no headers; the class is not in remote, whose users would all get httpclient5");

    /** A class that is no role. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("aws AwsAnswers", "stands between the connection and the SDK's parsers"),
            Map.entry("aws AwsWords", "takes the service's words out of its errors before the SDK logs them"),
            Map.entry("aws AwsSecrets", "checks what a chain of credentials gives, which is asked for each request"),
            Map.entry("azure AzureGroup", "what is known of a group that has to be trained"),
            Map.entry("azure Training", "the service's searches see no change without one"),
            Map.entry("azure PersonIndex", "the service cannot be asked for a person by name"),
            Map.entry("azure DetectionModel", "the service has detection models to choose from"),
            Map.entry("azure ParallelRequests", "the service looks at one picture in each request"),
            Map.entry("azure AzureEndpoint", "the service has no SDK: checks the resource's address"),
            Map.entry("azure AzureRequest", "the service has no SDK: builds requests"),
            Map.entry("azure Multipart", "the service has no SDK: writes the parts of a request"),
            Map.entry("azure Json", "the service has no SDK: reads answers"),
            Map.entry("azure EntraId", "signs in by azure-identity if that is on the class path"),
            Map.entry("azure LoopbackTrust", "the service is called by https only, also on this machine"),
            Map.entry("tencent FaceIdModels", "the SDK has no classes for the other product"),
            Map.entry("tencent HttpStatusException", "the SDK's own exception says nothing of the status"));

    private ProviderRoles() {}

    /** The roles with the class that fills each of them, by provider; {@code -} where there is none. */
    static Map<String, Map<String, String>> table(Map<String, Set<String>> classes) {
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        for (String role : roles()) {
            Map<String, String> row = new TreeMap<>();
            classes.forEach((provider, names) ->
                    row.put(provider, names.contains(name(provider, role)) ? name(provider, role) : "-"));
            table.put(role, row);
        }
        return table;
    }

    /** What is wrong with a provider's classes, and which exceptions are of no use; empty if all is well. */
    static List<String> complaints(Map<String, Set<String>> classes) {
        List<String> complaints = new ArrayList<>();
        classes.forEach((provider, names) -> {
            Set<String> left = new TreeSet<>(names);
            for (String role : roles()) {
                boolean filled = left.remove(name(provider, role));
                boolean excused = ABSENT.containsKey(provider + " " + role);
                if (!filled && !excused) {
                    complaints.add(provider + " has no " + name(provider, role) + ": add it, or say in ABSENT why not");
                } else if (filled && excused) {
                    complaints.add(provider + " has " + name(provider, role) + ": take it out of ABSENT");
                }
            }
            for (String name : left) {
                if (!OWN.containsKey(provider + " " + name)) {
                    complaints.add(
                            provider + " has " + name + ", which is no role: name it after one, or say in OWN why");
                }
            }
        });
        OWN.keySet().stream()
                .filter(own -> {
                    int space = own.indexOf(' ');
                    return !classes.getOrDefault(own.substring(0, space), Set.of())
                            .contains(own.substring(space + 1));
                })
                .forEach(own -> complaints.add("there is no " + own + ": take it out of OWN"));
        return complaints;
    }

    static String print(Map<String, Map<String, String>> table) {
        StringBuilder text = new StringBuilder();
        table.forEach((role, row) -> {
            if (text.isEmpty()) {
                line(text, "role", row.keySet());
            }
            line(text, role, row.values());
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String role, Iterable<String> cells) {
        text.append(String.format("%-18s", role));
        cells.forEach(cell -> text.append(String.format("%-30s", cell)));
        text.append(System.lineSeparator());
    }

    private static List<String> roles() {
        List<String> roles = new ArrayList<>(CAPABILITIES);
        roles.addAll(WORKINGS);
        roles.addAll(SHARED);
        roles.add("Landmarks");
        return roles;
    }

    private static String name(String provider, String role) {
        OtherName renamed = RENAMED.get(provider + " " + role);
        if (renamed != null) {
            return renamed.name();
        }
        if (SHARED.contains(role)) {
            return role;
        }
        return PREFIXES.get(provider).get(CAPABILITIES.contains(role) ? 0 : 1) + role;
    }

    private record OtherName(String name, String reason) {}
}
