package io.facebridge.local.internal;

import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.local.GalleryProgress;
import io.facebridge.local.ResealReport;
import io.facebridge.local.TemplateKeys;
import java.nio.file.Path;
import java.time.Instant;

/** Reads and checks a whole store, and seals it again. */
public final class StoreResealing {
    private StoreResealing() {}

    /** Seals the store of a folder, and says what it was. */
    public static ResealReport reseal(
            Path folder, TemplateKeys keys, boolean acceptsUnsealed, GalleryProgress progress) {
        try (SqliteJournal journal = SqliteJournal.openToSeal(folder, keys, acceptsUnsealed)) {
            Counting found = new Counting();
            journal.load(found);
            boolean wasSealed = journal.isSealed();
            long plain = journal.plainTemplates();
            journal.reseal(progress);
            return new ResealReport(wasSealed, found.galleries, found.templates, plain, journal.generation());
        }
    }

    private static final class Counting implements Journal.Sink {
        private int galleries;
        private long templates;

        @Override
        public void gallery(long number, GalleryId gallery, Instant created) {
            galleries++;
        }

        @Override
        public void template(long face, long gallery, PersonId person, float[] vector, long n, long total) {
            templates = n;
        }
    }
}
