package io.facebridge.azure.internal;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The endpoint of a resource: {@code https://NAME.cognitiveservices.azure.com} or
 * {@code https://REGION.api.cognitive.microsoft.com}, as the portal shows it, with or without slashes at its end and the path
 * of the service.
 *
 * @param base scheme, host and perhaps a port
 */
public record AzureEndpoint(String base) {
    private static final String VERSION = "v1.2";
    private static final Pattern PATH = Pattern.compile("/*(face(/+v[0-9][^/]*)?)?/*");
    private static final String REGIONAL = ".api.cognitive.microsoft.com";

    /**
     * Parses an endpoint.
     *
     * @throws IllegalArgumentException if it is none, or not https
     */
    public static AzureEndpoint of(URI address) {
        if (!"https".equalsIgnoreCase(address.getScheme())) {
            throw new IllegalArgumentException(
                    "an endpoint of Azure AI Face begins with https, because keys, tokens and"
                            + " images are sent to it, but was " + address.getScheme() + "://" + address.getHost());
        }
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        if (address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null
                || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("an endpoint of Azure AI Face is a scheme and a host, such as"
                    + " https://NAME.cognitiveservices.azure.com, but had more, or no host: https://"
                    + address.getHost()
                    + path);
        }
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return new AzureEndpoint("https://" + address.getHost().toLowerCase(Locale.ROOT) + port);
    }

    /** Returns whether the endpoint is that of a whole region, where the service accepts keys only. */
    public boolean takesKeysOnly() {
        return host().endsWith(REGIONAL);
    }

    /** Returns the host, for messages. */
    public String host() {
        return URI.create(base).getHost();
    }

    String address(String path) {
        return base + "/face/" + VERSION + path;
    }
}
