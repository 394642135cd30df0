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

    @Override
    public String convert(String value) {
        requireKnown(value);
        return value;
    }

    /** As {@link ProviderName} for a name that settings follow. */
    static final class WithSettings implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            requireKnown(ProviderSpec.name(value));
            return value;
        }
    }

    private static void requireKnown(String name) {
        if (name.equals(OWN)) {
            return;
        }
        List<String> known =
                FaceProviders.available().stream().map(ProviderId::value).toList();
        if (!known.contains(name)) {
            throw new TypeConversionException("must be one of the providers " + String.join(", ", known) + " but was \""
                    + name + "\"" + UsageFailure.nearest(name, known, ""));
        }
    }
}
