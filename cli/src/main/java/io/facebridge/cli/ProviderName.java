package io.facebridge.cli;

import io.facebridge.FaceProviders;
import io.facebridge.provider.ProviderId;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rejects an unknown provider before anything else is read. */
final class ProviderName implements ITypeConverter<String> {
    /** The provider of the program itself, which needs no search. */
    private static final String OWN = "local";

    /** What takes the place of the comma before the settings of a further provider by mistake. */
    private static final String OTHER_SEPARATOR = "[ :;=].*";

    @Override
    public String convert(String value) {
        int comma = value.indexOf(',');
        if (comma > 0) {
            throw new TypeConversionException("must be the name of a provider alone but begins with \""
                    + Shown.of(value.substring(0, comma)) + "\" and a comma; give each setting with --set NAME=VALUE");
        }
        requireKnown(value, "");
        return value;
    }

    /** As {@link ProviderName} for a name that settings follow. */
    static final class WithSettings implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            requireKnown(ProviderSpec.name(value), "; a comma separates the name from the settings");
            return value;
        }
    }

    private static void requireKnown(String name, String remedy) {
        if (name.equals(OWN)) {
            return;
        }
        List<String> known =
                FaceProviders.available().stream().map(ProviderId::value).toList();
        if (!known.contains(name)) {
            boolean hasSettings = known.stream()
                    .anyMatch(each -> name.startsWith(each)
                            && name.substring(each.length()).matches("(?s)" + OTHER_SEPARATOR));
            throw new TypeConversionException("must be one of the providers " + String.join(", ", known) + " but was \""
                    + Shown.of(name) + "\"" + (hasSettings ? remedy : UsageFailure.nearest(name, known, "")));
        }
    }
}
