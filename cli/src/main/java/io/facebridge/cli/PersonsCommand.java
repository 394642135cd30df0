package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.FaceGalleries;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code facebridge persons}. */
@Command(name = "persons", description = "Lists the people in a gallery, in the provider's order.")
final class PersonsCommand implements Callable<Integer> {
    @Mixin
    private ProviderOptions options = new ProviderOptions();

    @Parameters(paramLabel = "GALLERY", description = "Name of the gallery.")
    private String gallery = "";

    @Option(names = "--faces", description = "Also list each person's faces; sends one more request per person.")
    private boolean faces;

    @Override
    public Integer call() {
        List<Listed> persons = options.call(
                provider -> list(provider.require(FaceGalleries.class).open(new GalleryId(gallery))));
        PrintWriter out = options.out();
        if (options.json()) {
            out.println(Json.document(json -> write(json, persons)));
        } else {
            persons.forEach(person -> print(out, person));
        }
        return 0;
    }

    private List<Listed> list(FaceGallery from) {
        List<Listed> persons = new ArrayList<>();
        try (Progress progress = options.progress(ProgressUnit.PEOPLE)) {
            for (PersonId person : from.list()) {
                progress.at(persons.size(), Progress.UNKNOWN);
                if (!faces) {
                    persons.add(new Listed(person, null));
                } else {
                    // who was removed since the list was read has no entry
                    from.find(person).map(Person::faces).ifPresent(found -> persons.add(new Listed(person, found)));
                }
            }
        }
        return persons;
    }

    private static void print(PrintWriter out, Listed person) {
        out.println(Text.oneLine(person.id().value()));
        if (person.faces() != null) {
            person.faces().forEach(face -> out.println("  " + Text.oneLine(face.value())));
        }
    }

    private void write(JsonGenerator json, List<Listed> persons) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", options.provider());
        json.writeStringField("gallery", gallery);
        json.writeArrayFieldStart("persons");
        for (Listed person : persons) {
            json.writeStartObject();
            json.writeStringField("person", person.id().value());
            if (person.faces() != null) {
                json.writeArrayFieldStart("faces");
                for (FaceId face : person.faces()) {
                    json.writeString(face.value());
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** An enrolled person, with the faces if they were requested. */
    private record Listed(PersonId id, @Nullable List<FaceId> faces) {}
}
