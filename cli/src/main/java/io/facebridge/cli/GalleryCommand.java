package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceGalleries;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.local.LocalGalleries;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.local.LocalTemplateStore.Unsealed;
import io.facebridge.local.ResealReport;
import io.facebridge.local.TemplateKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge gallery}. */
@Command(
        name = "gallery",
        description = "Manages galleries of enrolled people: creates, lists, describes, deletes and"
                + " migrates them; exports, imports, backs up and seals those of the local"
                + " provider.",
        subcommands = {
            GalleryCommand.Create.class,
            GalleryCommand.Ls.class,
            GalleryCommand.Info.class,
            GalleryCommand.Delete.class,
            GalleryCommand.Export.class,
            GalleryCommand.Import.class,
            GalleryCommand.Backup.class,
            GalleryCommand.Reseal.class,
            MigrateCommand.class
        })
final class GalleryCommand {
    private static <T> T withGalleries(ProviderOptions options, Function<FaceGalleries, T> question) {
        return options.call(faces -> question.apply(faces.require(FaceGalleries.class)));
    }

    private static void answer(ProviderOptions options, String gallery, String done) {
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", options.provider());
                json.writeStringField("gallery", gallery);
                json.writeEndObject();
            }));
        } else {
            out.println(done + Text.oneLine(gallery) + ".");
        }
    }

    /** {@code facebridge gallery create}. */
    @Command(name = "create", description = "Creates an empty gallery.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(
                paramLabel = "GALLERY",
                description = "Name of the gallery. Names of a-z, 0-9, - and _ are valid for every provider.")
        private String gallery = "";

        @Override
        public Integer call() {
            String created = options.call(
                    Galleries.CREATED,
                    faces -> faces.require(FaceGalleries.class)
                            .create(new GalleryId(gallery))
                            .id()
                            .value());
            answer(options, created, "Created gallery ");
            return 0;
        }
    }

    /** {@code facebridge gallery list}. */
    @Command(name = "list", description = "Lists the galleries of the account.")
    static final class Ls implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Override
        public Integer call() {
            List<GalleryId> found = withGalleries(options, galleries -> {
                List<GalleryId> all = new ArrayList<>();
                galleries.list().forEach(all::add);
                return all;
            });
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> write(json, options.provider(), found)));
            } else {
                found.forEach(gallery -> out.println(Text.oneLine(gallery.value())));
            }
            return 0;
        }

        private static void write(JsonGenerator json, String provider, List<GalleryId> found) throws IOException {
            json.writeStartObject();
            json.writeStringField("provider", provider);
            json.writeArrayFieldStart("galleries");
            for (GalleryId gallery : found) {
                json.writeStartObject();
                json.writeStringField("gallery", gallery.value());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** {@code facebridge gallery info}. */
    @Command(name = "info", description = "Shows the properties of a gallery.")
    static final class Info implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(paramLabel = "GALLERY", description = "Name of the gallery.")
        private String gallery = "";

        @Override
        public Integer call() {
            GalleryInfo info = withGalleries(
                    options, galleries -> galleries.open(new GalleryId(gallery)).info());
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> write(json, options.provider(), info)));
            } else {
                out.println("gallery  " + Text.oneLine(info.id().value()));
                out.println("people   " + count(info.persons()));
                out.println("faces    " + count(info.faces()));
                out.println("model    " + info.model().map(Text::oneLine).orElse("-"));
                out.println("created  " + info.created().map(Object::toString).orElse("-"));
            }
            return 0;
        }

        private static String count(OptionalLong number) {
            return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
        }

        private static void write(JsonGenerator json, String provider, GalleryInfo info) throws IOException {
            json.writeStartObject();
            json.writeStringField("provider", provider);
            json.writeStringField("gallery", info.id().value());
            Json.count(json, "persons", info.persons());
            Json.count(json, "faces", info.faces());
            Json.text(json, "model", info.model().orElse(null));
            Json.text(json, "created", info.created().map(Object::toString).orElse(null));
            json.writeEndObject();
        }
    }

    /** {@code facebridge gallery delete}. */
    @Command(name = "delete", description = "Deletes a gallery and all people in it, if it exists.")
    static final class Delete implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(paramLabel = "GALLERY", description = "Name of the gallery.")
        private String gallery = "";

        @Mixin
        private Confirmation confirmation = new Confirmation();

        @Override
        public Integer call() {
            confirmation.require("deletes gallery \"" + gallery + "\" and all people in it");
            boolean isDeleted = withGalleries(options, galleries -> {
                boolean exists = exists(galleries, new GalleryId(gallery));
                galleries.delete(new GalleryId(gallery)); // also what an interrupted deletion left
                return exists;
            });
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> {
                    json.writeStartObject();
                    json.writeStringField("provider", options.provider());
                    json.writeStringField("gallery", gallery);
                    json.writeBooleanField("deleted", isDeleted);
                    json.writeEndObject();
                }));
            } else {
                String name = "gallery " + Text.oneLine(gallery);
                out.println(isDeleted ? "Deleted " + name + "." : "There was no " + name + "; nothing was deleted.");
            }
            return 0;
        }

        private static boolean exists(FaceGalleries galleries, GalleryId id) {
            try {
                var unused = galleries.open(id).info();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        }
    }

    private static void answer(ProviderOptions options, String gallery, String file, long persons, String verb) {
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", options.provider());
                json.writeStringField("gallery", gallery);
                json.writeStringField("file", file);
                json.writeNumberField("persons", persons);
                json.writeEndObject();
            }));
        } else {
            out.println(verb + " " + Text.count(persons, "person", "people") + ".");
        }
    }

    /** {@code facebridge gallery export}. */
    @Command(
            name = "export",
            description = "Exports a gallery of the local provider to a file with a checksum. The"
                    + " templates in the file are not encrypted.")
    static final class Export implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(index = "0", paramLabel = "GALLERY", description = "Name of the gallery.")
        private String gallery = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The new file; it must not exist.")
        private String file = "";

        @Override
        public Integer call() {
            long persons = options.call(faces -> {
                try (Progress progress = options.progress(ProgressUnit.PEOPLE)) {
                    return faces.require(LocalGalleries.class)
                            .exportTo(new GalleryId(gallery), Path.of(file), progress::at);
                }
            });
            answer(options, gallery, file, persons, "Exported");
            return 0;
        }
    }

    /** {@code facebridge gallery import}. */
    @Command(
            name = "import",
            description = "Adds the people of an exported file to a gallery, which is created if it"
                    + " does not exist. Repeat an interrupted import to complete it.")
    static final class Import implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(
                index = "0",
                paramLabel = "GALLERY",
                description = "Name of the gallery; can differ from the exported one.")
        private String gallery = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "A file written by gallery export.")
        private String file = "";

        @Override
        public Integer call() {
            if (!Files.isRegularFile(Path.of(file))) {
                throw options.wrongUsage("the file " + file + " does not exist; name a file that gallery export wrote");
            }
            long persons = options.call(Galleries.CREATED, faces -> {
                try (Progress progress = options.progress(ProgressUnit.PEOPLE)) {
                    return faces.require(LocalGalleries.class)
                            .importFrom(Path.of(file), new GalleryId(gallery), progress::at);
                }
            });
            answer(options, gallery, file, persons, "Imported");
            return 0;
        }
    }

    /** {@code facebridge gallery backup}. */
    @Command(
            name = "backup",
            description = "Copies the store of the local provider, with all galleries, into a new"
                    + " folder and verifies the copy. The folder is created only for a complete"
                    + " copy. If an application has the store open, make the copy in that"
                    + " application instead.")
    static final class Backup implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(
                index = "0",
                paramLabel = "FOLDER",
                description = "The new folder; it must be empty or not exist, and its parent must exist.")
        private String folder = "";

        @Override
        public Integer call() {
            Path store = options.existingStore();
            int galleries;
            long faces = 0;
            long generation;
            LocalTemplateStore.Builder opening = LocalTemplateStore.in(store);
            options.storeKeys().ifPresent(opening::keys);
            try (Activity copying = options.activity("copying the store and checking the copy");
                    LocalTemplateStore opened = opening.open()) {
                copying.start();
                opened.backup(Path.of(folder));
                generation = opened.generation();
                List<GalleryId> all = opened.galleries();
                galleries = all.size();
                for (GalleryId gallery : all) {
                    faces += opened.info(gallery).faces().orElse(0);
                }
            }
            answer(store, galleries, faces, generation);
            return 0;
        }

        private void answer(Path store, int galleries, long faces, long generation) {
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> {
                    json.writeStartObject();
                    json.writeStringField("provider", options.provider());
                    json.writeStringField("store", store.toString());
                    json.writeStringField("folder", folder);
                    json.writeNumberField("galleries", galleries);
                    json.writeNumberField("faces", faces);
                    json.writeNumberField("generation", generation);
                    json.writeEndObject();
                }));
            } else {
                out.println("Copied " + Text.count(galleries, "gallery", "galleries") + " with "
                        + Text.count(faces, "face", "faces") + ".");
            }
        }
    }

    /** {@code facebridge gallery reseal}. */
    @Command(
            name = "reseal",
            description = "Seals the store of the local provider with --store-key-file: encrypts"
                    + " all templates and authenticates the store, so that it cannot be changed"
                    + " without the key. Use it to change the key, with the previous one as"
                    + " --old-store-key-file, and to convert a store that has no keys or is of"
                    + " an earlier version. The store stays unchanged until it is sealed"
                    + " completely. No application may have it open.")
    static final class Reseal implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Option(
                names = "--accept-unsealed",
                description = "Also seal a store that was not sealed as a whole before. Earlier"
                        + " changes to it cannot be detected: use this option once, for a store"
                        + " that you trust.")
        private boolean acceptUnsealed;

        @Override
        public Integer call() {
            Path store = options.existingStore();
            TemplateKeys keys = options.storeKeys()
                    .orElseThrow(() ->
                            options.wrongUsage("the key to seal with is missing; give --store-key-file NAME=FILE"));
            ResealReport report;
            try (Progress progress = options.progress(ProgressUnit.FACES)) {
                report = LocalTemplateStore.reseal(
                        store, keys, acceptUnsealed ? Unsealed.ACCEPT : Unsealed.REFUSE, progress::at);
            }
            answer(store, keys.current(), report);
            return 0;
        }

        private void answer(Path store, String key, ResealReport report) {
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> {
                    json.writeStartObject();
                    json.writeStringField("provider", options.provider());
                    json.writeStringField("store", store.toString());
                    json.writeStringField("key", key);
                    json.writeNumberField("galleries", report.galleries());
                    json.writeNumberField("faces", report.templates());
                    json.writeBooleanField("wasSealed", report.wasSealed());
                    json.writeNumberField("plain", report.plain());
                    json.writeNumberField("generation", report.generation());
                    json.writeEndObject();
                }));
                return;
            }
            out.println("Sealed " + Text.count(report.galleries(), "gallery", "galleries") + " with "
                    + Text.count(report.templates(), "face", "faces") + " with the key \""
                    + Text.oneLine(key) + "\"; generation " + report.generation() + ".");
            if (!report.wasSealed()) {
                out.println("Not sealed as a whole before, and "
                        + (report.plain() == 0 ? "none" : String.valueOf(report.plain()))
                        + " of the faces were not encrypted: earlier changes cannot be"
                        + " excluded.");
            }
        }
    }
}
