package io.facebridge.examples;

import io.facebridge.FaceTemplates;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.ScoreScale;
import io.facebridge.templates.PersonScoring;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.TemplateHit;
import java.nio.file.Path;
import java.util.List;

/**
 * Counts people and not faces: a person seen in an earlier image is not counted again. No person is enrolled by name, and what
 * was stored is deleted when the program ends.
 */
public final class PeopleCount {
    private static final GalleryId SEEN = GalleryId.portable("seen");

    private final LocalTemplateStore store;
    private final FaceTemplates templates;
    private final double alike;
    private int faces;
    private int people;

    private PeopleCount(LocalTemplateStore store, FaceTemplates templates, double alike) {
        this.store = store;
        this.templates = templates;
        this.alike = alike;
    }

    /**
     * Prints the number of faces and of people after each image.
     *
     * @param args not used
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        try (LocalTemplateStore store = LocalTemplateStore.inMemory().open();
                LocalFaces local = LocalFaces.builder().store(store).build()) {
            store.create(SEEN);
            ScoreScale scale = local.identifier().scale(SEEN);
            // Each person is compared with all those seen before, so that the rate has to be far below one in their
            // number.
            PeopleCount count = new PeopleCount(
                    store,
                    local.templates(),
                    MatchPolicy.falseMatchRate(1e-5).thresholdFor(scale).value());
            for (Path picture : Photographs.all()) {
                count.look(FaceImage.of(picture));
                System.out.println(
                        "after " + picture.getFileName() + ": " + count.faces + " faces, " + count.people + " people");
            }
        }
    }

    private void look(FaceImage picture) {
        for (ExtractedFace face : templates.extract(picture)) {
            faces++;
            store.add(SEEN, List.of(new PersonTemplate(who(face.template()), face.template())));
        }
    }

    private PersonId who(FaceTemplate template) {
        List<TemplateHit<PersonId, FaceId>> best = store.search(SEEN, template, 1, PersonScoring.BEST, false);
        if (!best.isEmpty() && best.get(0).score() >= alike) {
            return best.get(0).person();
        }
        people++;
        return PersonId.portable("person-" + people);
    }
}
