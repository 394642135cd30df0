package io.facebridge.cli;

import io.facebridge.FaceProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A second provider on a command line: its name, and its settings behind commas. */
final class OtherProvider {
    static final String LABEL = "NAME[,SETTING=VALUE...]";
    static final String HELP = "Its settings follow its name, for example aws,region=eu-west-1 or local,store=DIR.";

    private OtherProvider() {}

    static FaceProvider open(ProviderOptions options, String text) {
        return options.openOther(name(text), settings(options, text));
    }

    /** As {@link ProviderOptions#target()}. */
    static String target(ProviderOptions options, String text) {
        return ProviderOptions.target(name(text), settings(options, text));
    }

    private static String name(String text) {
        return text.split(",", -1)[0];
    }

    private static Map<String, String> settings(ProviderOptions options, String text) {
        List<String> parts = Arrays.asList(text.split(",", -1));
        Map<String, String> settings = new HashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw options.wrongUsage("a provider is named as " + LABEL + " but was " + text);
            }
            settings.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return settings;
    }
}
