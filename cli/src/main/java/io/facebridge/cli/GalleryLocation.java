package io.facebridge.cli;

import io.facebridge.FaceProviders;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.RemoteSettings;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A provider and where its galleries are, so that two places are distinguished, and one is the same however it is searched and
 * whatever is enrolled in it. Derived only from the settings that determine the place: a setting that was forgotten here must
 * not hide a journal from an erasure.
 *
 * @param text the place
 * @param earlier what earlier versions may have called it with these settings, each with what its entries lack of {@link #ofImages}
 * @param ofImages the settings that decide whether an image is enrolled, unless they have their defaults, each behind a space
 */
record GalleryLocation(String text, Map<String, String> earlier, String ofImages) {
    private static final String STORE = "store";
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";
    private static final String SITE = "site";
    private static final String PREFIX = "galleryPrefix";

    /** In the place of a region or an address that was not given. */
    private static final String NONE = "null";

    /** The settings that say where galleries are. */
    private static final Set<String> WHERE = Set.of(STORE, REGION, ENDPOINT, SITE, PREFIX);

    /** The settings that decide whether an image is enrolled: with another value, one that was refused is asked about again. */
    private static final List<String> OF_PICTURES = List.of(
            "detectionModel",
            "faceModelVersion",
            "minEnrollmentQuality",
            "recognitionModel",
            "refuseSimilarPersons",
            "searchRotations",
            "smallestFace");

    /** What earlier versions left out, besides the settings of {@link RemoteSettings} and the secrets; all else was a part of the place. */
    private static final Set<String> LEFT_OUT_EARLIER = Set.of(
            "models",
            "storeKeyFile",
            "oldStoreKeyFiles",
            "lazyModels",
            "threadsPerCall",
            "exactSearch",
            "certificate",
            "correlationIds",
            "maxAnswerBytes",
            "minLivenessConfidence",
            "minLivenessScore",
            "keyId");

    /**
     * The place of a provider that is opened with these settings.
     *
     * @param environment what the variables of the environment are, in which a provider may find where its service is
     */
    static GalleryLocation of(
            String provider, Map<String, String> settings, UnaryOperator<@Nullable String> environment) {
        return new Making(provider, settings, environment).location();
    }

    /** What is known while a place is made. */
    private static final class Making {
        private final String provider;
        private final Map<String, String> settings;
        private final List<Setting<?>> declared;
        private final String folder;
        private final String region;
        private final @Nullable String ofEnvironment;
        private final @Nullable String vendors;
        private final @Nullable String endpoint;

        Making(String provider, Map<String, String> settings, UnaryOperator<@Nullable String> environment) {
            this.provider = provider;
            this.settings = settings;
            declared = isAvailable(provider) ? FaceProviders.settings(provider) : List.of();
            folder =
                    Optional.ofNullable(settings.get(STORE)).map(Making::folder).orElse("");
            region = settings.getOrDefault(REGION, NONE);
            String found = provider.equals("azure") ? environment.apply("AZURE_FACE_ENDPOINT") : null;
            ofEnvironment = found == null || found.isBlank() ? null : address(found);
            vendors = vendors();
            String given = settings.get(ENDPOINT);
            String address = given == null ? ofEnvironment : address(given);
            endpoint = Objects.equals(address, vendors) ? null : address;
        }

        private static boolean isAvailable(String provider) {
            return FaceProviders.available().stream().anyMatch(id -> id.value().equals(provider));
        }

        private static String folder(String store) {
            Path path = Path.of(store).toAbsolutePath().normalize();
            try {
                return (Files.exists(path) ? path.toRealPath() : path).toString();
            } catch (IOException e) {
                return path.toString();
            }
        }

        /** The address that the service has unless another one is given; {@code null} if it has none. */
        private @Nullable String vendors() {
            return switch (provider) {
                case "aws" -> "https://rekognition." + region + ".amazonaws.com";
                case "tencent" ->
                    isDefault(SITE) ? "https://iai.tencentcloudapi.com" : "https://iai.intl.tencentcloudapi.com";
                default -> null;
            };
        }

        GalleryLocation location() {
            Map<String, String> more = new TreeMap<>();
            for (String name : List.of(SITE, PREFIX)) {
                if (!isDefault(name)) {
                    more.put(name, settings.getOrDefault(name, "").strip());
                }
            }
            String text = text(endpoint == null ? NONE : endpoint, more);
            return new GalleryLocation(text, earlier(text), ofImages());
        }

        private String text(String address, Map<String, String> more) {
            return String.join("\n", provider, folder, region, address) + "\n" + more;
        }

        private Map<String, String> earlier(String now) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String address : earlierAddresses()) {
                for (@Nullable String site : earlierValues(SITE, "domestic")) {
                    for (@Nullable String prefix : earlierValues(PREFIX, "")) {
                        Map<String, String> more = new TreeMap<>();
                        put(more, SITE, site);
                        put(more, PREFIX, prefix);
                        texts.put(text(address, more), "");
                        Map<String, String> others = earlierOthers();
                        if (!others.isEmpty()) {
                            more.putAll(others);
                            texts.put(text(address, more), ofImages());
                        }
                    }
                }
            }
            texts.remove(now);
            return texts;
        }

        private static void put(Map<String, String> more, String name, @Nullable String value) {
            if (value != null) {
                more.put(name, value);
            }
        }

        /** As they were given, and how else the same address may have been. */
        private Set<String> earlierAddresses() {
            Set<String> addresses = new LinkedHashSet<>();
            addresses.add(settings.getOrDefault(ENDPOINT, NONE));
            addresses.add(endpoint == null ? NONE : endpoint);
            if (endpoint == null || endpoint.equals(ofEnvironment)) {
                addresses.add(NONE);
            }
            String address = endpoint == null ? vendors : endpoint;
            if (address != null) {
                addresses.addAll(List.of(address, address + "/"));
            }
            return addresses;
        }

        private List<@Nullable String> earlierValues(String name, String byDefault) {
            List<@Nullable String> values = new ArrayList<>();
            values.add(settings.get(name));
            if (isDefault(name)) {
                values.add(null);
                values.add(byDefault);
            }
            return values;
        }

        private Map<String, String> earlierOthers() {
            Set<String> leftOut = new HashSet<>(LEFT_OUT_EARLIER);
            leftOut.addAll(WHERE);
            RemoteSettings.with().forEach(common -> leftOut.add(common.name()));
            for (Setting<?> setting : declared) {
                setting.fileName().ifPresent(file -> leftOut.addAll(List.of(setting.name(), file)));
            }
            Map<String, String> others = new TreeMap<>(settings);
            others.keySet().removeAll(leftOut);
            return others;
        }

        private String ofImages() {
            StringBuilder words = new StringBuilder();
            for (String name : OF_PICTURES) {
                if (!isDefault(name)) {
                    words.append(' ').append(name).append('=').append(read(name, settings.getOrDefault(name, "")));
                }
            }
            return words.toString();
        }

        /** Whether a setting is not given, or with what holds without it. */
        private boolean isDefault(String name) {
            String given = settings.get(name);
            if (given == null || (name.equals(PREFIX) && given.isEmpty())) {
                return true;
            }
            return declared.stream()
                    .filter(setting -> setting.name().equals(name))
                    .flatMap(setting -> setting.defaultValue().stream())
                    .anyMatch(value -> read(name, value).equals(read(name, given)));
        }

        /** A value, however it is written. */
        private String read(String name, String value) {
            for (Setting<?> setting : declared) {
                if (setting.name().equals(name)) {
                    try {
                        return String.valueOf(Settings.of(new ProviderId(provider), declared, Map.of(name, value))
                                .get(setting)
                                .orElseThrow());
                    } catch (IllegalArgumentException e) {
                        return value; // the provider refuses it
                    }
                }
            }
            return value;
        }

        /** An address, however it is written. */
        private static String address(String text) {
            String stripped = text.strip();
            try {
                URI address = new URI(stripped);
                String scheme = address.getScheme();
                String host = address.getHost();
                if (scheme == null
                        || host == null
                        || address.getRawUserInfo() != null
                        || address.getRawQuery() != null) {
                    return stripped;
                }
                String lower = scheme.toLowerCase(Locale.ROOT);
                int usual = lower.equals("https") ? 443 : 80;
                String port = address.getPort() < 0 || address.getPort() == usual ? "" : ":" + address.getPort();
                return lower + "://" + host.toLowerCase(Locale.ROOT) + port
                        + address.getRawPath().replaceFirst("/+$", "");
            } catch (URISyntaxException e) {
                return stripped;
            }
        }
    }
}
