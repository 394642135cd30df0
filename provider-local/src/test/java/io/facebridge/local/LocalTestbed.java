package io.facebridge.local;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.match.FaceTemplate;
import io.facebridge.match.MatchPolicy;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.TemplateStore;
import io.facebridge.testkit.SyntheticTemplates;
import java.util.List;
import java.util.stream.IntStream;

/** Synthetic persons beside those of the photographs. */
final class LocalTestbed {
    /** By the rates that are published for the models. */
    static final MatchPolicy POLICY = MatchPolicy.falseMatchRate(1e-3);

    private LocalTestbed() {}

    static void seed(LocalFaces faces, TemplateStore store, GalleryId gallery, int persons) {
        String model = faces.comparer().scale().orElseThrow().model();
        SyntheticTemplates people = SyntheticTemplates.of(EmbedderModel.pinned().dimension(), persons);
        List<PersonTemplate> templates = IntStream.range(0, persons)
                .mapToObj(i ->
                        new PersonTemplate(new PersonId("seed-" + i), FaceTemplate.of(model, people.template(i, 0))))
                .toList();
        store.add(gallery, templates);
    }
}
