package io.facebridge.local.internal;

import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.Effect;
import io.facebridge.error.GalleryStoreException;
import io.facebridge.error.GalleryStoreException.Reason;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.internal.GroupCommitter.Write;
import io.facebridge.local.internal.OpenGalleries.Gallery;
import io.facebridge.local.internal.OpenGalleries.Model;
import io.facebridge.templates.PersonTemplate;
import io.facebridge.templates.TemplateIndex;
import io.facebridge.templates.TemplateRow;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The changes of {@link OpenGalleries}. */
final class GalleryWrites {
    private GalleryWrites() {}

    /** Says what the templates are of. */
    static final class Binding extends Write {
        private final OpenGalleries store;
        private final Model wanted;

        Binding(OpenGalleries store, Model wanted) {
            this.store = store;
            this.wanted = wanted;
        }

        @Override
        protected void record(Journal to) {
            store.requireOpen();
            Model present = store.model();
            if (present != null && !present.equals(wanted)) {
                throw new IncompatibleScaleException(
                        "the store in " + to.location() + " holds templates of model " + present.name() + " ("
                                + present.dimension() + " numbers) but is opened for " + wanted.name() + " ("
                                + wanted.dimension()
                                + "); open it with the models it was made with, or enroll the images again into"
                                + " another folder");
            }
            if (present == null) {
                to.bind(wanted.name(), wanted.dimension());
            }
        }

        @Override
        protected void publish() {
            store.publish(wanted);
        }
    }

    /** A gallery on its way in. */
    static final class Creating extends Write {
        private final OpenGalleries store;
        private final GalleryId id;
        private @Nullable Gallery made;

        Creating(OpenGalleries store, GalleryId id) {
            this.store = store;
            this.id = id;
        }

        @Override
        protected void record(Journal to) {
            store.requireOpen();
            if (store.contains(id)) {
                throw new AlreadyExistsException(AlreadyExistsException.Kind.GALLERY, id.value(), null, null);
            }
            Gallery gallery = store.made(id);
            to.create(gallery.number, id, gallery.created);
            made = gallery;
        }

        @Override
        protected void publish() {
            store.publish(Objects.requireNonNull(made));
        }
    }

    /** A gallery on its way out, with all that is in it. */
    static final class Deleting extends Write {
        private final OpenGalleries store;
        private final GalleryId id;

        Deleting(OpenGalleries store, GalleryId id) {
            this.store = store;
            this.id = id;
        }

        @Override
        protected void record(Journal to) {
            store.requireOpen();
            Gallery gallery = store.find(id);
            if (gallery != null) {
                TemplateIndex<PersonId, Long> index = gallery.index;
                if (index != null) {
                    index.allPersons().forEach(person -> index.faces(person).forEach(to::remove));
                }
                to.delete(gallery.number);
            }
        }

        @Override
        protected void publish() {
            store.withdraw(id);
            store.journal().sweep();
        }
    }

    /** Whose a template is that the gallery does not have yet, and its number there. */
    private record New(PersonId person, Long face) {}

    /** Templates on their way into a gallery. */
    static final class Adding extends Write {
        private final OpenGalleries store;
        private final GalleryId id;
        private final List<PersonTemplate> templates;
        private final List<Long> faces = new ArrayList<>();
        private Runnable publication = () -> {};
        private @Nullable Gallery into;

        Adding(OpenGalleries store, GalleryId id, List<PersonTemplate> templates) {
            this.store = store;
            this.id = id;
            this.templates = templates;
        }

        /** The number of each template's face. */
        List<Long> faces() {
            return faces;
        }

        @Override
        protected int size() {
            return templates.size();
        }

        @Override
        protected void record(Journal to) {
            Gallery gallery = store.gallery(id);
            TemplateIndex<PersonId, Long> index =
                    store.indexOf(gallery, templates.get(0).template().dimension());
            reserve(gallery, index);
            Map<PersonId, List<Integer>> earlier = new HashMap<>();
            List<New> coming = new ArrayList<>();
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < templates.size(); i++) {
                PersonTemplate one = templates.get(i);
                float[] vector = one.template().toArray();
                List<Integer> ofPerson = earlier.computeIfAbsent(one.person(), person -> new ArrayList<>(1));
                Long face = index.same(one.person(), vector).orElse(sameAmong(ofPerson, one));
                if (face == null) {
                    face = store.takeFace();
                    coming.add(new New(one.person(), face));
                    vectors.add(vector);
                }
                ofPerson.add(i);
                faces.add(face);
            }
            Supplier<List<TemplateRow>> rows = index.rows(vectors);
            for (int i = 0; i < coming.size(); i++) {
                to.add(coming.get(i).face, gallery.number, coming.get(i).person, vectors.get(i));
            }
            publication = () -> {
                List<TemplateRow> made = rows.get();
                for (int i = 0; i < made.size(); i++) {
                    index.add(coming.get(i).person, coming.get(i).face, made.get(i));
                }
            };
        }

        private void reserve(Gallery gallery, TemplateIndex<PersonId, Long> index) {
            into = gallery;
            gallery.coming += templates.size();
            try {
                index.reserve(gallery.coming);
            } catch (UncheckedIOException e) {
                throw new GalleryStoreException(
                        Reason.FULL, "nothing was added: " + e.getMessage() + "; make room", Effect.NONE, e);
            }
        }

        private @Nullable Long sameAmong(List<Integer> earlier, PersonTemplate one) {
            for (int i : earlier) {
                if (templates.get(i).template().equals(one.template())) {
                    return faces.get(i);
                }
            }
            return null;
        }

        @Override
        protected void publish() {
            publication.run();
            withdraw();
        }

        @Override
        protected void withdraw() {
            if (into != null) {
                into.coming -= templates.size();
                into = null;
            }
        }
    }

    /** A face, or all of them, on the way out. */
    static final class Removing extends Write {
        private final OpenGalleries store;
        private final GalleryId id;
        private final PersonId person;
        private final @Nullable FaceId face;
        private List<Long> leaving = List.of();

        Removing(OpenGalleries store, GalleryId id, PersonId person, @Nullable FaceId face) {
            this.store = store;
            this.id = id;
            this.person = person;
            this.face = face;
        }

        @Override
        protected void record(Journal to) {
            TemplateIndex<PersonId, Long> index = store.index(id);
            if (index != null) {
                leaving = index.faces(person).stream()
                        .filter(one -> face == null || OpenGalleries.faceId(one).equals(face))
                        .toList();
                leaving.forEach(to::remove);
            }
        }

        @Override
        protected void publish() {
            TemplateIndex<PersonId, Long> index = store.index(id);
            if (index != null && !leaving.isEmpty()) {
                if (face == null) {
                    index.remove(person);
                } else {
                    index.remove(person, leaving.get(0));
                }
                store.journal().sweep();
            }
        }
    }
}
