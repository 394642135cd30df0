package io.facebridge.local;

import io.facebridge.internal.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Location of the model files of a {@link LocalFaces}. Nothing is read before a provider is built with it; then the SHA-256
 * of each file is checked. Immutable.
 */
public final class ModelSet {
    /** Name of the file, in the folder passed to {@link #in}, that describes another embedder. */
    public static final String EMBEDDER_DESCRIPTION = "embedder.properties";

    private static final String RESOURCES = "/io/facebridge/local/models/";

    private final @Nullable Path folder;
    private final EmbedderModel embedder;

    private ModelSet(@Nullable Path folder, EmbedderModel embedder) {
        this.folder = folder;
        this.embedder = embedder;
    }

    /**
     * Returns the pinned files on the class path, where {@code facebridge-local-models} puts them.
     *
     * @return the set
     */
    public static ModelSet bundled() {
        return new ModelSet(null, EmbedderModel.pinned());
    }

    /**
     * Returns the pinned files in a folder, as {@code facebridge models fetch} writes it. If the folder contains a file
     * {@value #EMBEDDER_DESCRIPTION}, the embedder is the one it describes. Its keys are {@code file} (required, relative to
     * the folder), {@code sha256}, {@code width}, {@code height}, {@code mean}, {@code std}, {@code channels} ({@code RGB} or
     * {@code BGR}), {@code template} (ten numbers separated by commas) and {@code dimension}.
     *
     * @param folder the folder
     * @return the set
     * @throws ModelException if the description cannot be read or is invalid
     */
    public static ModelSet in(Path folder) {
        Objects.requireNonNull(folder, "folder");
        Path description = folder.resolve(EMBEDDER_DESCRIPTION);
        return new ModelSet(
                folder, Files.exists(description) ? described(folder, description) : EmbedderModel.pinned());
    }

    /**
     * Returns a copy with another embedder. Its scores are on a score scale of their own, without published false match
     * rates.
     *
     * @param other the embedder
     * @return a new set
     */
    public ModelSet with(EmbedderModel other) {
        return new ModelSet(folder, Objects.requireNonNull(other, "other"));
    }

    /** {@return the description of the embedder} */
    public EmbedderModel embedder() {
        return embedder;
    }

    /** Reads a pinned file and checks its hash. */
    byte[] read(PinnedModel model) {
        return check(model.fileName(), load(model), model.sha256());
    }

    /** Reads the embedder and checks its hash, if one is given. */
    byte[] readEmbedder() {
        Optional<Path> file = embedder.file();
        if (file.isEmpty()) {
            return read(PinnedModel.EMBEDDER);
        }
        byte[] content = load(file.get());
        return embedder.sha256().isEmpty()
                ? content
                : check(file.get().toString(), content, embedder.sha256().get());
    }

    private byte[] load(PinnedModel model) {
        if (folder != null) {
            return load(folder.resolve(model.fileName()));
        }
        try (InputStream in = ModelSet.class.getResourceAsStream(RESOURCES + model.fileName())) {
            if (in == null) {
                throw new ModelException(
                        "the model file " + model.fileName() + " is not on the class path: add the dependency"
                                + " facebridge-local-models, or fetch the files with \"facebridge models fetch DIR\" and"
                                + " name DIR in the setting models; in code, use LocalFaces.builder().models",
                        null);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException("the model file " + model.fileName() + " on the class path cannot be read", e);
        }
    }

    private static byte[] load(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelException(
                    "the model file " + file + " cannot be read; \"facebridge models fetch DIR\" gets the pinned files",
                    e);
        }
    }

    private static byte[] check(String name, byte[] content, String expected) {
        String actual = sha256(content);
        if (!actual.equals(expected)) {
            throw new ModelException(
                    "the model file " + name + " has SHA-256 " + actual + " but " + expected
                            + " is pinned; \"facebridge models fetch DIR\" gets the pinned files",
                    null);
        }
        return content;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static EmbedderModel described(Path folder, Path description) {
        Properties properties = new Properties();
        try (Reader in = TextFile.open(description)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException(
                    TextFile.encodingComplaint(e)
                            .map(said -> "the description " + said)
                            .orElse("the description " + description + " cannot be read"),
                    e);
        }
        try {
            return described(folder, properties);
        } catch (IllegalArgumentException e) {
            throw new ModelException("the description " + description + " is not usable: " + e.getMessage(), e);
        }
    }

    private static EmbedderModel described(Path folder, Properties properties) {
        String file = properties.getProperty("file");
        if (file == null) {
            throw new IllegalArgumentException("it has no \"file\"");
        }
        EmbedderModel.Builder builder = EmbedderModel.builder(folder.resolve(file.strip()));
        double mean = 127.5;
        double std = 127.5;
        int width = 112;
        int height = 112;
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).strip();
            switch (key) {
                case "file" -> {}
                case "sha256" -> builder.sha256(value);
                case "width" -> width = Integer.parseInt(value);
                case "height" -> height = Integer.parseInt(value);
                case "mean" -> mean = Double.parseDouble(value);
                case "std" -> std = Double.parseDouble(value);
                case "channels" -> builder.channels(EmbedderModel.Channels.valueOf(value));
                case "template" -> builder.template(numbers(value));
                case "dimension" -> builder.dimension(Integer.parseInt(value));
                default ->
                    throw new IllegalArgumentException("it has an unknown key \"" + key
                            + "\"; known are file, sha256, width, height, mean, std, channels, template, dimension");
            }
        }
        return builder.input(width, height).normalization(mean, std).build();
    }

    private static double[] numbers(String list) {
        String[] parts = list.split(",", -1);
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Double.parseDouble(parts[i].strip());
        }
        return numbers;
    }

    @Override
    public String toString() {
        return "ModelSet[" + (folder == null ? "class path" : folder) + ", " + embedder + "]";
    }
}
