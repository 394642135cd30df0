package io.facebridge.local.internal;

import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.local.LocalGalleries;
import java.nio.file.Path;
import java.util.Objects;

/** Galleries of a store. */
public final class StoredGalleries implements LocalGalleries {
    private final LocalSearch search;

    /** Creates the galleries of a store. */
    public StoredGalleries(LocalSearch search) {
        this.search = search;
    }

    @Override
    public FaceGallery create(GalleryId id) {
        search.pipeline().requireOpen();
        search.store().create(LocalNames.gallery(id));
        return open(id);
    }

    @Override
    public FaceGallery open(GalleryId id) {
        return new StoredGallery(search, LocalNames.gallery(id));
    }

    @Override
    public Iterable<GalleryId> list() {
        return () -> {
            search.pipeline().requireOpen();
            return search.store().galleries().iterator();
        };
    }

    @Override
    public void delete(GalleryId id) {
        search.pipeline().requireOpen();
        search.store().delete(LocalNames.gallery(id));
    }

    @Override
    public long exportTo(GalleryId gallery, Path file, GalleryProgress progress) {
        return GalleryFile.write(
                search.store(), search.model(), search.require(gallery), file, Objects.requireNonNull(progress));
    }

    @Override
    public long importFrom(Path file, GalleryId gallery, GalleryProgress progress) {
        search.pipeline().requireOpen();
        return new ExportedGallery(file, search).addTo(LocalNames.gallery(gallery), Objects.requireNonNull(progress));
    }

    @Override
    public String toString() {
        return "LocalGalleries[" + search.store() + "]";
    }
}
