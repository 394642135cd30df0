package io.facebridge.cli;

import io.facebridge.FaceGalleries;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code facebridge remove}. */
@Command(
        name = "remove",
        description = "Removes a person and all their faces from a gallery. No effect if the person is not"
                + " enrolled. Repeat it after a failure to complete the removal.")
final class RemoveCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(index = "0", paramLabel = "GALLERY", description = "Name of the gallery.")
    private String gallery = "";

    @Parameters(index = "1", paramLabel = "PERSON", description = "Id of the person to remove.")
    private String person = "";

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Override
    public Integer call() {
        confirmation.require("removes person \"" + person + "\" with all faces from gallery \"" + gallery + "\"");
        boolean isRemoved = options.call(faces -> {
            FaceGallery opened = faces.require(FaceGalleries.class).open(new GalleryId(gallery));
            boolean isEnrolled = opened.find(new PersonId(person)).isPresent();
            opened.remove(new PersonId(person)); // also what an interrupted enrollment left
            return isEnrolled;
        });
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", options.provider());
                json.writeStringField("gallery", gallery);
                json.writeStringField("person", person);
                json.writeBooleanField("removed", isRemoved);
                json.writeEndObject();
            }));
        } else {
            String names = Text.oneLine(person)
                    + (isRemoved ? " from gallery " : " was not in gallery ")
                    + Text.oneLine(gallery);
            out.println(isRemoved ? "Removed " + names + "." : names + "; nothing was removed.");
        }
        return 0;
    }
}
