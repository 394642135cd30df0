package io.facebridge.aws;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The location of an image in Amazon S3, which Rekognition fetches itself with the caller's permissions, from a bucket in the
 * region of the call.
 *
 * @param bucket 3 to 255 characters of {@code [0-9A-Za-z._-]}
 * @param name the object's key, 1 to 1024 characters
 * @param version the object's version, 1 to 1024 characters, or {@code null} for the latest
 */
public record S3Location(
        String bucket, String name, @Nullable String version) {
    private static final Pattern BUCKET = Pattern.compile("[0-9A-Za-z._\\-]{3,255}");
    private static final int MAX_LENGTH = 1024;

    /**
     * Validates the components by the rules of Rekognition's API reference.
     *
     * @param bucket 3 to 255 characters of {@code [0-9A-Za-z._-]}
     * @param name the object's key, 1 to 1024 characters
     * @param version the object's version, 1 to 1024 characters, or {@code null} for the latest
     * @throws IllegalArgumentException if the bucket has another form
     * @throws IllegalArgumentException if the key or the version is empty or longer than 1024 characters
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
     * Creates the location of the latest version of an object.
     *
     * @param bucket 3 to 255 characters of {@code [0-9A-Za-z._-]}
     * @param name the object's key, 1 to 1024 characters
     * @return a new location
     * @throws IllegalArgumentException if the bucket has another form
     * @throws IllegalArgumentException if the key is empty or longer than 1024 characters
     */
    public static S3Location of(String bucket, String name) {
        return new S3Location(bucket, name, null);
    }

    private static void requireLength(String what, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the " + what + " of an S3 object has 1 to " + MAX_LENGTH
                    + " characters but had " + value.length());
        }
    }
}
