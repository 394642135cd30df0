package io.facebridge.local;

import io.facebridge.testkit.SyntheticTemplates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Exported galleries with one thing wrong; the checksum is right unless it is the thing. */
final class CraftedExports {
    private static final SyntheticTemplates PEOPLE = SyntheticTemplates.of(512, 18);

    private final String model;
    private final Map<String, byte[]> cases = new LinkedHashMap<>();

    private CraftedExports(String model) {
        this.model = model;
    }

    /** Every case by its name, for templates of a model. */
    static Map<String, byte[]> of(String model) {
        CraftedExports exports = new CraftedExports(model);
        exports.heads();
        exports.persons();
        exports.templates();
        exports.texts();
        exports.tails();
        exports.wholes();
        return exports.cases;
    }

    /** An export with nothing wrong. */
    static byte[] whole(String model, int persons) {
        List<String> lines = new ArrayList<>(List.of(head(model)));
        for (int i = 0; i < persons; i++) {
            lines.add(person(String.format(Locale.ROOT, "p%05d", i), template(i)));
        }
        return sealed(lines);
    }

    // What is wrong with the line about the whole

    private void heads() {
        String good = head(model);
        addHead("head without a model", good.replace("\"model\":\"" + model + "\",", ""));
        addHead("head with a blank model", good.replace(model, " "));
        addHead("head with null for a model", good.replace('"' + model + '"', "null"));
        addHead("head with an array for a model", good.replace('"' + model + '"', "[\"" + model + "\"]"));
        addHead("head with two models", good.replace("\"model\"", "\"model\":\"another\",\"model\""));
        addHead("head of another format", good.replace("facebridge-gallery", "facebridge-galleries"));
        addHead("head of other vectors", good.replace("float32", "float64"));
        addHead("head with a version in words", good.replace("\"version\":1", "\"version\":\"one\""));
        addHead("head that is an array", "[" + good + "]");
        addHead("head that is a number", "1");
        addHead("head that is nested", "{\"head\":" + good + "}");
        addHead("head that is missing", person("bob", template(1)));
    }

    private void addHead(String name, String head) {
        cases.put(name, sealed(List.of(head, person("ada", template(0)))));
    }

    // What is wrong with a person

    private void persons() {
        String good = '"' + template(1) + '"';
        addPerson("person without an id", "{\"templates\":[" + good + "]}");
        addPerson("person with null for an id", "{\"person\":null,\"templates\":[" + good + "]}");
        addPerson("person with a number for an id", "{\"person\":7,\"templates\":[" + good + "]}");
        addPerson("person with a blank id", person(" ", template(1)));
        addPerson("person with an empty id", person("", template(1)));
        addPerson("person with a blank in the id", person("bob smith", template(1)));
        addPerson("person with an id of 129 characters", person("b".repeat(129), template(1)));
        addPerson("person with letters of another alphabet", person("b\u00f3b", template(1)));
        addPerson("person with a lone surrogate", person("b\\ud800b", template(1)));
        addPerson("person with a line feed in the id", person("b\\nb", template(1)));
        addPerson("person that comes twice", person("ada", template(1)));
        addPerson("person with two ids", "{\"person\":\"bob\",\"person\":\"eve\",\"templates\":[" + good + "]}");
        addPerson("person inside another field", "{\"more\":{\"person\":\"bob\"},\"templates\":[" + good + "]}");
        addPerson(
                "person after templates of two lists",
                "{\"person\":\"bob\",\"templates\":[" + good + "],\"more\":[" + '"' + template(2) + "\"]}");
        addPerson("person without templates", "{\"person\":\"bob\"}");
        addPerson("person with no template in the list", "{\"person\":\"bob\",\"templates\":[]}");
        addPerson("person with a text for a list", "{\"person\":\"bob\",\"templates\":" + good + "}");
        addPerson("person with null for a template", "{\"person\":\"bob\",\"templates\":[null]}");
        addPerson("person with numbers for a template", "{\"person\":\"bob\",\"templates\":[[1,0,0]]}");
        addPerson("person with a list in the list", "{\"person\":\"bob\",\"templates\":[[" + good + "]]}");
        addPerson("line that is no JSON", "bob");
        addPerson("line that ends too early", person("bob", template(1)).substring(0, 900));
        addPerson("line that nests", "[".repeat(100_000));
        addPerson("line that nests objects", "{\"person\":".repeat(100_000));
        addPerson("line of digits", "{\"person\":" + "9".repeat(1_000_000) + "}");
        addPerson("line with a long name", "{\"" + "a".repeat(1_000_000) + "\":1}");
    }

    private void addPerson(String name, String line) {
        cases.put(name, sealed(List.of(head(model), person("ada", template(0)), line)));
    }

    // What is wrong with a template

    private void templates() {
        addTemplate("template of 511 numbers", encoded(Arrays.copyOf(PEOPLE.template(1, 0), 511)));
        addTemplate("template of 513 numbers", encoded(Arrays.copyOf(PEOPLE.template(1, 0), 513)));
        addTemplate(
                "template of 256 numbers", encoded(SyntheticTemplates.of(256, 1).template(1, 0)));
        byte[] bytes = bytes(PEOPLE.template(1, 0));
        addTemplate("template with a byte too many", base64(Arrays.copyOf(bytes, bytes.length + 1)));
        addTemplate("template with a byte too few", base64(Arrays.copyOf(bytes, bytes.length - 1)));
        addTemplate("template of nothing", "");
        addTemplate("template that is no Base64", "*".repeat(2732));
        addTemplate("template that ends inside of Base64", template(1).substring(0, 2729));
        addTemplate("template that is not a number", encoded(with(Float.NaN)));
        addTemplate("template that is infinite", encoded(with(Float.POSITIVE_INFINITY)));
        addTemplate("template of zeros", encoded(new float[512]));
        addTemplate("template of length 2", encoded(with(1.8f)));
        addTemplate("template of a million characters", "A".repeat(1_000_000));
    }

    private void addTemplate(String name, String template) {
        addPerson(name, person("bob", template));
    }

    private static float[] with(float first) {
        float[] vector = PEOPLE.template(1, 0);
        vector[0] = first;
        return vector;
    }

    // What is wrong with the text

    private void texts() {
        byte[] before = (head(model) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] line = (person("bob", template(1)) + "\n").getBytes(StandardCharsets.UTF_8);
        int inId = "{\"person\":\"".length();
        for (int bad : new int[] {0x80, 0xC0, 0xE0, 0xF8, 0xFF, 0}) {
            byte[] changed = line.clone();
            changed[inId] = (byte) bad;
            cases.put(
                    String.format(Locale.ROOT, "text with the byte %02X in an id", bad),
                    sealed(1, joined(before, changed)));
        }
        cases.put(
                "text in UTF-16",
                new String(whole(model, 2), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE));
        cases.put(
                "text with a byte order mark",
                joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, whole(model, 2)));
    }

    // What is wrong with the last line

    private void tails() {
        byte[] content = content(List.of(head(model), person("ada", template(0)), person("bob", template(1))));
        String sum = sum(content);
        for (String count : List.of(
                "1",
                "3",
                "-1",
                "0",
                "2147483648",
                "9223372036854775807",
                "18446744073709551618",
                "1e999999999",
                "2.0",
                "\"two\"",
                "null",
                "[2]")) {
            addTail("tail that counts " + count, content, "{\"persons\":" + count + ",\"sha256\":\"" + sum + "\"}");
        }
        addTail("tail without a count", content, "{\"sha256\":\"" + sum + "\"}");
        addTail("tail with two counts", content, "{\"persons\":9,\"persons\":2,\"sha256\":\"" + sum + "\"}");
        addTail("tail without a checksum", content, "{\"persons\":2}");
        addTail("tail with another checksum", content, "{\"persons\":2,\"sha256\":\"" + sum(new byte[0]) + "\"}");
        addTail("tail with half a checksum", content, "{\"persons\":2,\"sha256\":\"" + sum.substring(32) + "\"}");
        addTail("tail with null for a checksum", content, "{\"persons\":2,\"sha256\":null}");
        addTail("tail that is an array", content, "[2,\"" + sum + "\"]");
        addTail("tail of nothing", content, "");
        cases.put("tail that is missing", content);
        cases.put("tail that comes twice", joined(whole(model, 2), tail(2, sum(content(List.of(head(model)))))));
        cases.put(
                "tail with a person after it",
                joined(whole(model, 2), (person("eve", template(5)) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private void addTail(String name, byte[] content, String tail) {
        cases.put(name, joined(content, (tail + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    // What is wrong with all of it

    private void wholes() {
        byte[] whole = whole(model, 3);
        for (int length = 0; length < whole.length; length += 397) {
            cases.put("file cut at " + length + " bytes", Arrays.copyOf(whole, length));
        }
        cases.put("file cut before its last line", Arrays.copyOf(whole, whole.length - 90));
        cases.put("file cut before its last brace", Arrays.copyOf(whole, whole.length - 2));
        cases.put("file of a head alone", sealed(-1, new byte[0]));
        cases.put("file of lines without order", sealed(List.of(person("ada", template(0)), head(model))));
        cases.put("file of two heads", sealed(List.of(head(model), head(model), person("ada", template(0)))));
        cases.put("file of zeros", new byte[10_000]);
        cases.put("file that is compressed", compressed(whole));
        List<String> lines = new ArrayList<>(List.of(head(model)));
        for (int i = 0; i < 1_200; i++) {
            lines.add(person(String.format(Locale.ROOT, "p%05d", i), template(i)));
        }
        lines.add(person("last", encoded(with(Float.NaN))));
        cases.put("file of 1,200 good persons and one that is not", sealed(lines));
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    // Lines

    static String head(String model) {
        return "{\"format\":\"facebridge-gallery\",\"version\":1,\"gallery\":\"staff\",\"model\":\"" + model
                + "\",\"vectors\":\"float32, little-endian, base64\"}";
    }

    private static String person(String id, String template) {
        return "{\"person\":\"" + id + "\",\"templates\":[\"" + template + "\"]}";
    }

    private static String template(int person) {
        return encoded(PEOPLE.template(person, 0));
    }

    private static String encoded(float[] vector) {
        return base64(bytes(vector));
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] content(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sealed(List<String> lines) {
        return sealed(lines.size() - 1, content(lines));
    }

    private static byte[] sealed(long persons, byte[] content) {
        return joined(content, tail(persons, sum(content)));
    }

    private static byte[] tail(long persons, String sum) {
        return ("{\"persons\":" + persons + ",\"sha256\":\"" + sum + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
