package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of each picture, a line of JSON each, so that a command that was killed goes on where it was. */
final class EnrolmentLog implements AutoCloseable {
    private final Set<List<String>> done = new HashSet<>();
    private final Path file;
    private final BufferedWriter out;

    private EnrolmentLog(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    static EnrolmentLog open(Path file) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            BufferedWriter out = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            EnrolmentLog log = new EnrolmentLog(file, out);
            lines.forEach(log::take);
            if (!lines.isEmpty()) {
                out.newLine(); // the last line may have been cut by a kill
            }
            return log;
        } catch (IOException e) {
            throw new CommandFailedException("Output", file + " cannot be read or written: " + e, e);
        }
    }

    private void take(String line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    fields.put(json.currentName(), json.getText());
                }
            }
        } catch (IOException e) {
            return; // the line at which the program was killed: that picture is sent again
        }
        if (fields.containsKey("verdict")) {
            done.add(List.of(
                    fields.getOrDefault("provider", ""),
                    fields.getOrDefault("gallery", ""),
                    fields.getOrDefault("person", ""),
                    fields.getOrDefault("image", "")));
        }
    }

    boolean has(String provider, String gallery, EnrolmentList.Item item) {
        return done.contains(List.of(provider, gallery, item.person(), item.shown()));
    }

    void add(String provider, String gallery, EnrolmentList.Item item, String verdict) {
        try {
            out.write(Json.document(json -> {
                json.writeStartObject();
                json.writeStringField("provider", provider);
                json.writeStringField("gallery", gallery);
                json.writeStringField("person", item.person());
                json.writeStringField("image", item.shown());
                json.writeStringField("verdict", verdict);
                json.writeEndObject();
            }));
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new CommandFailedException("Output", file + " cannot be written: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new CommandFailedException("Output", file + " cannot be written: " + e, e);
        }
    }
}
