package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceGalleries;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.local.LocalGalleries;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.local.LocalTemplateStore.Unsealed;
import io.facebridge.local.ResealReport;
import io.facebridge.local.TemplateKeys;
import java.io.IOException;
import java.io.PrintWriter;
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
        description =
                "Creates, lists, describes and deletes galleries of enrolled persons; writes galleries of the local"
                        + " provider to files and reads them; copies and seals its store; moves galleries to another provider.",
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
    private static <T> T ask(ProviderOptions options, Function<FaceGalleries, T> question) {
        return options.ask(faces -> question.apply(faces.require(FaceGalleries.class)));
    }

    private static void answer(ProviderOptions options, String gallery, String sentence) {
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", options.provider());
                json.writeStringField("gallery", gallery);
                json.writeEndObject();
            }));
        } else {
            out.println("gallery " + Text.oneLine(gallery) + " " + sentence);
        }
    }

    /** {@code facebridge gallery create}. */
    @Command(name = "create", description = "Creates a gallery, empty.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(paramLabel = "GALLERY", description = "Its name: for every provider of a-z, 0-9, - and _ only.")
        private String gallery = "";

        @Override
        public Integer call() {
            String created = ask(
                    options,
                    galleries -> galleries.create(new GalleryId(gallery)).id().value());
            answer(options, created, "is there, and empty");
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
            List<GalleryId> found = ask(options, galleries -> {
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
    @Command(name = "info", description = "Says what the provider tells about a gallery.")
    static final class Info implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(paramLabel = "GALLERY", description = "Its name.")
        private String gallery = "";

        @Override
        public Integer call() {
            GalleryInfo info = ask(
                    options, galleries -> galleries.open(new GalleryId(gallery)).info());
            PrintWriter out = options.out();
            if (options.json()) {
                out.println(Json.document(json -> write(json, options.provider(), info)));
            } else {
                out.println("gallery  " + Text.oneLine(info.id().value()));
                out.println("persons  " + count(info.persons()));
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
    @Command(
            name = "delete",
            description = "Deletes a gallery with everybody in it. Deleting one that is not there does nothing.")
    static final class Delete implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(paramLabel = "GALLERY", description = "Its name.")
        private String gallery = "";

        @Option(names = "--yes", description = "Yes, delete it. Nothing is deleted without.")
        private boolean yes;

        @Override
        public Integer call() {
            if (!yes) {
                throw options.wrongUsage(
                        "this deletes gallery \"" + gallery + "\" with everybody in it; say --yes if you mean it");
            }
            ask(options, galleries -> {
                galleries.delete(new GalleryId(gallery));
                return true;
            });
            answer(options, gallery, "is not there any more");
            return 0;
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
            out.println(verb + " " + (persons == 1 ? "1 person" : persons + " persons"));
        }
    }

    /** {@code facebridge gallery export}. */
    @Command(
            name = "export",
            description =
                    "Writes a gallery of the local provider to a file, with a checksum. The templates in it are not"
                            + " encrypted.")
    static final class Export implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(index = "0", paramLabel = "GALLERY", description = "Its name.")
        private String gallery = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The file, which must not be there yet.")
        private String file = "";

        @Override
        public Integer call() {
            long persons = options.ask(faces -> {
                try (Progress progress = Progress.on(options.err(), "exported")) {
                    return faces.require(LocalGalleries.class)
                            .exportTo(new GalleryId(gallery), Path.of(file), progress::at);
                }
            });
            answer(options, gallery, file, persons, "exported");
            return 0;
        }
    }

    /** {@code facebridge gallery import}. */
    @Command(
            name = "import",
            description =
                    "Adds the persons of an exported file to a gallery, which is made if it is not there. One that was"
                            + " broken off is completed by another.")
    static final class Import implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(
                index = "0",
                paramLabel = "GALLERY",
                description = "The gallery; may have another name than it had.")
        private String gallery = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "What export has written.")
        private String file = "";

        @Override
        public Integer call() {
            long persons = options.ask(faces -> {
                try (Progress progress = Progress.on(options.err(), "imported")) {
                    return faces.require(LocalGalleries.class)
                            .importFrom(Path.of(file), new GalleryId(gallery), progress::at);
                }
            });
            answer(options, gallery, file, persons, "imported");
            return 0;
        }
    }

    /** {@code facebridge gallery backup}. */
    @Command(
            name = "backup",
            description =
                    "Copies the store of the local provider, with all galleries, into a new folder, and checks the copy."
                            + " The folder holds a whole store or is not made. While an application has the store"
                            + " open, the application makes the copy (LocalTemplateStore.backup).")
    static final class Backup implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Parameters(
                index = "0",
                paramLabel = "FOLDER",
                description = "The folder, which must be empty or not there yet; the one above must be there.")
        private String folder = "";

        @Override
        public Integer call() {
            Path store = options.existingStore();
            int galleries;
            long faces = 0;
            long generation;
            LocalTemplateStore.Builder opening = LocalTemplateStore.in(store);
            options.storeKeys().ifPresent(opening::keys);
            try (LocalTemplateStore opened = opening.open()) {
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
                out.println("copied " + (galleries == 1 ? "1 gallery" : galleries + " galleries") + " with "
                        + (faces == 1 ? "1 face" : faces + " faces"));
            }
        }
    }

    /** {@code facebridge gallery reseal}. */
    @Command(
            name = "reseal",
            description =
                    "Seals the store of the local provider again, or for the first time, with --store-key-file: encrypts all templates and authenticates the"
                            + " whole, so that nothing in it can be changed without the key. So keys are changed, with the one"
                            + " before as --old-store-key-file, and so is converted what was made without keys or by an earlier"
                            + " version. The store is as it was until all of it is sealed. No application may have it open.")
    static final class Reseal implements Callable<Integer> {
        @Mixin
        private ProviderOptions options = new ProviderOptions();

        @Option(
                names = "--accept-unsealed",
                description =
                        "Also seal a store that was not sealed as a whole before. Nothing proves that it was not changed:"
                                + " say so once, for a store that you know.")
        private boolean acceptUnsealed;

        @Override
        public Integer call() {
            Path store = options.existingStore();
            TemplateKeys keys = options.storeKeys()
                    .orElseThrow(() -> options.wrongUsage("name the key to seal with by --store-key-file NAME=FILE"));
            ResealReport report;
            try (Progress progress = Progress.on(options.err(), "sealed")) {
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
            out.println(
                    "sealed " + (report.galleries() == 1 ? "1 gallery" : report.galleries() + " galleries") + " with "
                            + (report.templates() == 1 ? "1 face" : report.templates() + " faces") + " with the key \""
                            + Text.oneLine(key) + "\"; generation " + report.generation());
            if (!report.wasSealed()) {
                out.println("it was not sealed as a whole before, and "
                        + (report.plain() == 0 ? "none" : String.valueOf(report.plain()))
                        + " of the faces were not encrypted: nothing proves that it had not been changed");
            }
        }
    }
}
