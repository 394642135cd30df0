package io.facebridge.cli;

import io.facebridge.FaceProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A second provider on a command line: its name, followed by its settings, separated by commas. */
final class ProviderSpec {
    static final String LABEL = "NAME[,SETTING=VALUE...]";
    static final String HELP = "Its settings follow its name, for example aws,region=eu-west-1 or"
            + " local,store=DIR; write a comma in a value as \\,, and double each backslash"
            + " before a comma.";

    /** What stands before a comma: backslashes stand for half as many there, and one that is left over takes the comma into the value. */
    private static final Pattern COMMA = Pattern.compile("(\\\\*),");

    private ProviderSpec() {}

    static FaceProvider open(ProviderOptions options, String text, Galleries galleries) {
        return options.openOther(name(text), settings(options, text), galleries);
    }

    /** As {@link ProviderOptions#location()}. */
    static GalleryLocation location(ProviderOptions options, String text) {
        return ProviderOptions.location(name(text), settings(options, text));
    }

    /** As {@link ProviderOptions#target()}. */
    static String target(ProviderOptions options, String text) {
        return location(options, text).text();
    }

    static String name(String text) {
        return parts(text).get(0);
    }

    private static Map<String, String> settings(ProviderOptions options, String text) {
        List<String> parts = parts(text);
        Map<String, String> settings = new HashMap<>();
        for (int i = 1; i < parts.size(); i++) {
            Map.Entry<String, String> setting =
                    ProviderOptions.setting(parts.get(0), parts.get(i)).orElse(null);
            if (setting == null) { // not shown: it may be a part of a secret
                throw options.wrongUsage("a provider must have the form " + LABEL + " but part " + (i + 1)
                        + " has no name and equals sign; write a comma in a value as \\,, and"
                        + " double each backslash before a comma");
            }
            options.requireNoSecret(
                    "the setting " + setting.getKey() + " of the provider " + parts.get(0),
                    setting.getKey(),
                    parts.get(0) + ",%s=FILE");
            settings.put(setting.getKey(), setting.getValue());
        }
        return settings;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        Matcher comma = COMMA.matcher(text);
        int from = 0;
        while (comma.find()) {
            int backslashes = comma.group(1).length();
            part.append(text, from, comma.start()).append("\\".repeat(backslashes / 2));
            if (backslashes % 2 == 1) {
                part.append(',');
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
            from = comma.end();
        }
        parts.add(part.append(text, from, text.length()).toString());
        return parts;
    }
}
