package io.facebridge.cli;

import io.facebridge.FaceProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A second provider on a command line: its name, and its settings behind commas. */
final class OtherProvider {
    static final String LABEL = "NAME[,SETTING=VALUE...]";
    static final String HELP = "Its settings follow its name, for example aws,region=eu-west-1 or local,store=DIR.";

    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

    private OtherProvider() {}

    static FaceProvider open(ProviderOptions options, String text) {
        return options.openOther(name(text), settings(options, text));
    }

    /** As {@link ProviderOptions#target()}. */
    static String target(ProviderOptions options, String text) {
        return ProviderOptions.target(name(text), settings(options, text));
    }

    private static String name(String text) {
        return parts(text).get(0);
    }

    private static Map<String, String> settings(ProviderOptions options, String text) {
        List<String> parts = parts(text);
        Map<String, String> settings = new HashMap<>();
        for (int i = 1; i < parts.size(); i++) {
            String part = parts.get(i);
            int equals = part.indexOf('=');
            if (equals < 1) { // not shown: it may be a part of a secret
                throw options.wrongUsage("a provider is named as " + LABEL + " but part " + (i + 1)
                        + " of it has no name and equals sign; write a comma of a value as \\,");
            }
            settings.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return settings;
    }

    private static List<String> parts(String text) {
        return Arrays.stream(SEPARATOR.split(text, -1))
                .map(part -> part.replace("\\,", ","))
                .toList();
    }
}
