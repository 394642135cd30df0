package io.facebridge.aws;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A picture in Amazon S3 that Rekognition fetches itself, with the caller's own permissions and from a bucket in the
 * region of the call.
 *
 * @param bucket 3 to 255 characters of {@code [0-9A-Za-z._-]}
 * @param name the object's key, 1 to 1024 characters
 * @param version the object's version, 1 to 1024 characters, or {@code null} for the latest
 */
public record S3Location(
        String bucket, String name, @Nullable String version) {
    private static final Pattern BUCKET = Pattern.compile("[0-9A-Za-z._\\-]{3,255}");
    private static final int LONGEST = 1024;

    /**
     * Checks the rules of Rekognition's API reference.
     *
     * @param bucket see the record
     * @param name see the record
     * @param version see the record
     * @throws IllegalArgumentException if one is not as described
     */
    public S3Location {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("an S3 bucket matches " + BUCKET + " but was \"" + bucket + "\"");
        }
        requireLength("name", name);
        if (version != null) {
            requireLength("version", version);
        }
    }

    /**
     * The latest version of an object.
     *
     * @param bucket 3 to 255 characters of {@code [0-9A-Za-z._-]}
     * @param name the object's key, 1 to 1024 characters
     * @return the location
     * @throws IllegalArgumentException if one is not as described
     */
    public static S3Location of(String bucket, String name) {
        return new S3Location(bucket, name, null);
    }

    private static void requireLength(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the " + what + " of an S3 object has 1 to " + LONGEST + " characters but had " + value.length());
        }
    }
}
