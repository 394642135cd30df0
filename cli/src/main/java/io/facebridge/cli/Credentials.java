package io.facebridge.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the credentials of the services are set: names of variables and files, never a value. */
final class Credentials {
    /** The providers that need credentials. */
    static final List<String> PROVIDERS = List.of("aws", "azure", "tencent");

    /** Variables that are needed together, in the order in which the vendors' clients look for them. */
    private static final Map<String, List<List<String>>> VARIABLES = Map.of(
            "aws",
            List.of(
                    List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
                    List.of("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"),
                    List.of("AWS_PROFILE"),
                    List.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
                    List.of("AWS_CONTAINER_CREDENTIALS_FULL_URI")),
            "tencent",
            List.of(List.of("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY")),
            "azure",
            List.of(List.of("AZURE_FACE_KEY")));

    private Credentials() {}

    /** Returns what sets the credentials of a provider, the first that the provider uses; empty if nothing known does. */
    static List<String> found(String provider, Configuration configuration) {
        Configuration.Value file = configuration.furtherSettings().get("keyFile");
        if (file != null && configuration.settings(provider).containsKey("keyFile")) {
            return List.of(ConfigurationFile.SET + "keyFile (" + file.from() + ")");
        }
        for (List<String> together : VARIABLES.getOrDefault(provider, List.of())) {
            if (together.stream().allMatch(configuration::isSet)) {
                return together;
            }
        }
        return provider.equals("aws")
                ? configuration.home().map(Credentials::files).orElse(List.of())
                : List.of();
    }

    private static List<String> files(Path home) {
        List<String> found = new ArrayList<>();
        Path folder = home.resolve(".aws");
        for (String name : List.of("credentials", "config")) {
            if (Files.isRegularFile(folder.resolve(name))) {
                found.add("~/.aws/" + name);
            }
        }
        return found;
    }

    /** Returns the usual variables, for a hint. */
    static String variables(String provider) {
        return String.join(
                " and ", VARIABLES.getOrDefault(provider, List.of(List.of())).get(0));
    }
}
