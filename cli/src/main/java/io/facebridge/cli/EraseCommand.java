package io.facebridge.cli;

import io.facebridge.FaceProvider;
import io.facebridge.cli.Style.Tone;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.DiskFailure;
import io.facebridge.internal.OwnerOnly;
import io.facebridge.internal.TextFile;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge erase}. */
@Command(
        name = "erase",
        description = "Erases a person and verifies it by listing and searching. Also removes the"
                + " person from the journals of bulk enrollments and migrations, so that they do"
                + " not enroll the person again. Prints a receipt. Exit code 4 while the erasure"
                + " is not verified, 2 if no provider has a named gallery.")
final class EraseCommand implements Callable<Integer> {
    private static final int NO_GALLERY_HAS_IT = 2;
    private static final int UNPROVEN = 4;

    private static final Map<String, Tone> TONES = Map.of(
            "complete", Tone.GOOD,
            "not verified everywhere yet", Tone.UNDECIDED,
            "still found", Tone.BAD,
            "failed", Tone.BAD);

    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(paramLabel = "PERSON", description = "Id of the person to erase.")
    private String person = "";

    @Option(
            names = "--gallery",
            paramLabel = "GALLERY",
            description = OptionText.GALLERY + " Erases only from it. Default: all galleries. Can be repeated.")
    private List<String> galleries = List.of();

    @Option(
            names = "--also",
            paramLabel = ProviderSpec.LABEL,
            converter = ProviderName.WithSettings.class,
            description = "Also erase from this provider. " + ProviderSpec.HELP + " Can be repeated.")
    private List<String> others = List.of();

    @Option(
            names = "--probe",
            paramLabel = "IMAGE",
            description = "Image of the person to search with. Can be repeated.")
    private List<String> probes = List.of();

    @Option(
            names = "--without-searching",
            description = "Verify by listing only, if no image of the person is available.")
    private boolean withoutSearching;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = OptionText.JOURNAL + " Removes the person from it too. Can be repeated. Journals of"
                    + " enroll --from in the user's state folder are always included if they belong to"
                    + " the erased galleries.")
    private List<Path> journals = List.of();

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description = "File for the receipt. If it exists, the erasure continues with the steps"
                    + " that the receipt does not show as verified.")
    private @Nullable Path receipt;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    private @Nullable Activity erasing;

    @Override
    public Integer call() {
        if (probes.isEmpty() && !withoutSearching) {
            throw options.wrongUsage("verification by search requires an image of the person; give --probe, or"
                    + " --without-searching");
        }
        confirmation.require("erases person \"" + person + "\" "
                + (galleries.isEmpty() ? "from all galleries" : "from the galleries " + String.join(", ", galleries)));
        FaceImage[] images = probes.stream().map(ImageFiles::readOrName).toArray(FaceImage[]::new);
        ErasureReceipt done;
        try (Activity activity = options.activity("erasing and verifying")) {
            erasing = activity;
            activity.start();
            done = erase(images);
        }
        options.out()
                .print(
                        options.json()
                                ? done.toJson() + System.lineSeparator()
                                : inColor(options.style(), CommandLineTerms.inReport(done.toText())));
        options.out().flush();
        if (receipt != null) {
            write(receipt, done.toJson());
        }
        if (!done.complete()) {
            return UNPROVEN;
        }
        return galleries.stream().allMatch(gallery -> isAnywhere(gallery, done)) ? 0 : NO_GALLERY_HAS_IT;
    }

    private void makeRoom() {
        if (erasing != null) {
            erasing.wipe();
        }
    }

    /** Paints the states, which follow a colon. */
    private static String inColor(Style style, String receipt) {
        String text = receipt;
        for (Map.Entry<String, Tone> state : TONES.entrySet()) {
            text = text.replace(": " + state.getKey(), ": " + style.paint(state.getValue(), state.getKey()));
        }
        return text;
    }

    /** Returns whether any provider has the gallery; otherwise its name may be misspelled. */
    private static boolean isAnywhere(String gallery, ErasureReceipt receipt) {
        return receipt.galleries().stream()
                .anyMatch(place -> new GalleryId(gallery).equals(place.gallery())
                        && place.reason().isEmpty());
    }

    private ErasureReceipt erase(FaceImage... images) {
        List<FaceProvider> open = new ArrayList<>();
        try {
            open.add(options.open(Galleries.EXISTING));
            others.forEach(other -> open.add(ProviderSpec.open(options, other, Galleries.EXISTING)));
            Erasure erasure = Erasure.of(open.toArray(FaceProvider[]::new));
            if (!galleries.isEmpty()) {
                erasure =
                        erasure.galleries(galleries.stream().map(GalleryId::new).toArray(GalleryId[]::new));
            }
            if (withoutSearching) {
                erasure = erasure.withoutSearching();
            }
            erasure = new JournalErasure(options, others, galleries, this::makeRoom).addTo(erasure, journals);
            return receipt != null && Files.exists(receipt)
                    ? erasure.resume(read(receipt), images)
                    : erasure.erase(new PersonId(person), images);
        } catch (IllegalArgumentException e) {
            throw options.wrongUsage(String.valueOf(e.getMessage()));
        } finally {
            open.forEach(FaceProvider::close);
        }
    }

    private ErasureReceipt read(Path file) {
        try {
            ErasureReceipt before = ErasureReceipt.parse(TextFile.read(file));
            if (!before.person().value().equals(person)) {
                throw options.wrongUsage("the receipt " + file + " belongs to another person; name another file");
            }
            return before;
        } catch (IOException e) {
            throw new CommandFailedException(Failure.unreadable(file, e));
        }
    }

    private static void write(Path file, String text) {
        try {
            OwnerOnly.replace(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Output",
                    file + " cannot be written: " + DiskFailure.of(e, file).words() + ".",
                    e);
        }
    }
}
