package io.facebridge.architecture;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogKey;
import io.facebridge.provider.ProviderId;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The files that a page assumes in its reader's folder. A comment of the page names each with what it contains, for example
 * {@code a.jpg: ada}.
 */
final class PageFiles {
    private static final int RECORDS = 12;
    private static final int MATED = 600;
    private static final int NON_MATED = 19_900;
    private static final String SCALE = "local/347621c8f92eb509/COMPARE/-1.0/1.0";
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Where in which photograph people are. */
    private static final Map<String, Crop> IMAGES = Map.of(
            "ada", new Crop("sample1.jpg", 1375, 100, 400, 450, 1),
            "ada again", new Crop("sample3.jpg", 1000, 100, 400, 500, 1),
            "bob", new Crop("sample3.jpg", 1420, 180, 340, 470, 1),
            "bob again", new Crop("sample3.jpg", 1400, 160, 370, 500, 0.9),
            "bob, small", new Crop("sample3.jpg", 1420, 180, 340, 470, 0.2),
            "eve", new Crop("sample2.jpg", 1380, 60, 330, 430, 1),
            "mia", new Crop("sample1.jpg", 370, 250, 330, 390, 1),
            "ada and bob", new Crop("sample3.jpg", 1000, 100, 760, 550, 1),
            "no face", new Crop("sample3.jpg", 0, 0, 300, 200, 1));

    private final Path folder;

    PageFiles(Path folder) {
        this.folder = folder;
    }

    private record Crop(String photograph, int left, int top, int width, int height, double scale) {}

    void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Crop crop = IMAGES.get(content);
        if (crop != null) {
            writeImage(file, crop);
            return;
        }
        switch (content) {
            case "folder" -> Files.createDirectories(file);
            case "text" -> Files.writeString(file, "no image\n");
            case "photograph" -> Files.copy(photograph("sample3.jpg"), file);
            case "sealing key" -> writeSecret(file, Base64.getEncoder().encodeToString(random(name)));
            case "hexadecimal key" -> writeSecret(file, HexFormat.of().formatHex(SECRET));
            case "scores" -> Files.writeString(file, scores());
            case "pairs" -> Files.writeString(file, "1\t1\nada\t1\t2\nada\t1\tbob\t1\n");
            case "signed log" -> writeLog(file);
            case "checkpoints of the log" -> writeCheckpoint(file);
            case "fetched models" -> writeNpm(file);
            default -> throw new IllegalArgumentException("no file of a page contains '" + content + "'");
        }
    }

    private static Path photograph(String name) {
        return Path.of(System.getProperty("facebridge.photographs", ""), name);
    }

    private static void writeImage(Path file, Crop crop) throws IOException {
        BufferedImage part = ImageIO.read(photograph(crop.photograph()).toFile())
                .getSubimage(crop.left(), crop.top(), crop.width(), crop.height());
        int width = (int) (crop.width() * crop.scale());
        int height = (int) (crop.height() * crop.scale());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(part, 0, 0, width, height, null);
        graphics.dispose();
        ImageIO.write(image, file.toString().endsWith(".png") ? "png" : "jpg", file.toFile());
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.writeString(file, text + "\n");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static byte[] random(String seed) {
        byte[] bytes = new byte[32];
        new Random(seed.hashCode()).nextBytes(bytes);
        return bytes;
    }

    /** Scores of two normal distributions, and one failure. */
    private static String scores() {
        Random random = new Random(1);
        StringBuilder table = new StringBuilder("score,label,scale\n");
        for (int i = 0; i < MATED; i++) {
            table.append(row(0.45 + 0.08 * random.nextGaussian(), "mated"));
        }
        for (int i = 0; i < NON_MATED; i++) {
            table.append(row(0.04 + 0.095 * random.nextGaussian(), "nonmated"));
        }
        return table.append("nan,mated,").append(SCALE).append('\n').toString();
    }

    private static String row(double score, String label) {
        return String.format(Locale.ROOT, "%.6f,%s,%s%n", score, label, SCALE);
    }

    /** A log with the enrollments of p-1, p-2 and so on, of which p-3 is erased. */
    private static void writeLog(Path file) {
        try (DecisionLog log = DecisionLog.builder(file)
                .key(DecisionLogKey.of("2026-11", SECRET))
                .clock(Clock.systemUTC())
                .open()) {
            for (int i = 1; i <= RECORDS; i++) {
                log.onEvent(AuditEvent.builder(
                                AuditEvent.Kind.ENROLLMENT,
                                Instant.parse("2026-11-25T08:00:00Z").plusSeconds(i))
                        .provider(new ProviderId("local"))
                        .gallery(new GalleryId("staff"))
                        .withRequester("operator 7")
                        .person(new PersonId("p-" + i))
                        .attribute("faces", "1")
                        .build());
            }
            log.erase(new PersonId("p-3"));
        }
    }

    private static void writeCheckpoint(Path file) throws IOException {
        try (DecisionLog log = DecisionLog.builder(file.resolveSibling("decisions.jsonl"))
                .key(DecisionLogKey.of("2026-11", SECRET))
                .open()) {
            Files.writeString(file, log.checkpoint().text() + "\n");
        }
    }

    /** A program {@code npm} that installs what the build has installed, without a network. */
    private void writeNpm(Path file) throws IOException {
        Path installed = CompiledModules.root().resolve("local-models/target/npm/models/node_modules");
        try (Stream<Path> content = Files.list(installed)) {
            if (content.findAny().isEmpty()) {
                throw new IllegalStateException("the build has fetched no models into " + installed);
            }
        }
        Files.writeString(file, "#!/bin/sh\ncp -R '" + installed + "' .\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
