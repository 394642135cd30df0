package io.facebridge.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.facebridge.architecture.MarkdownPage.Block;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the Java blocks of pages. A block is members of a class, statements or one expression. Types are imported by their simple names:
 * the public types of the libraries, and what is in the packages of the JDK and of JUnit that pages use. A variable that a block
 * does not declare is declared by the comment above the block, {@code <!-- docs-test: given TYPE NAME; TYPE NAME -->}, or has one
 * of the names that mean the same on all pages. {@code import NAME} in that comment imports another type. Three dots on a line of
 * their own or between braces stand for code that is left out.
 */
final class JavaBlocks {
    /** Names that mean the same on every page. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("FALSE_MATCH_RATE", "double"),
            Map.entry("account", "String"),
            Map.entry("ada", "PersonId"),
            Map.entry("attempts", "AttemptStore"),
            Map.entry("audit", "FaceImage"),
            Map.entry("aws", "AwsFaces"),
            Map.entry("azure", "AzureFaces"),
            Map.entry("calibration", "Calibration"),
            Map.entry("client", "Consumer<String>"),
            Map.entry("clock", "Clock"),
            Map.entry("customers", "GalleryId"),
            Map.entry("database", "javax.sql.DataSource"),
            Map.entry("emulator", "AwsEmulator"),
            Map.entry("end", "Instant"),
            Map.entry("enrollment", "EnrollRequest"),
            Map.entry("evaluation", "Evaluation"),
            Map.entry("faces", "LocalFaces"),
            Map.entry("file", "Path"),
            Map.entry("folder", "Path"),
            Map.entry("gallery", "GalleryId"),
            Map.entry("idCard", "Path"),
            Map.entry("ids", "CorrelationIdStore"),
            Map.entry("image", "FaceImage"),
            Map.entry("images", "Path[]"),
            Map.entry("keys", "TemplateKeys"),
            Map.entry("local", "LocalFaces"),
            Map.entry("measured", "Calibration"),
            Map.entry("now", "Instant"),
            Map.entry("person", "PersonId"),
            Map.entry("persons", "Path"),
            Map.entry("photo", "Path"),
            Map.entry("picture", "FaceImage"),
            Map.entry("policy", "MatchPolicy"),
            Map.entry("portrait", "Path"),
            Map.entry("probe", "Path"),
            Map.entry("provider", "FaceProvider"),
            Map.entry("queue", "ReviewQueue"),
            Map.entry("records", "PersonRecordStore"),
            Map.entry("reference", "FaceImage"),
            Map.entry("report", "Path"),
            Map.entry("request", "VerifyRequest"),
            Map.entry("reviews", "ReviewQueue"),
            Map.entry("scores", "Path"),
            Map.entry("secret", "byte[]"),
            Map.entry("service", "AwsFaces.Builder"),
            Map.entry("selfie", "Path"),
            Map.entry("sessionId", "String"),
            Map.entry("staff", "GalleryId"),
            Map.entry("store", "LocalTemplateStore"),
            Map.entry("stores", "JdbcStores"),
            Map.entry("tencent", "TencentFaces"));

    private static final List<String> PACKAGES = List.of(
            "java.io",
            "java.net",
            "java.net.http",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "org.junit.jupiter.api",
            "org.junit.jupiter.api.extension");

    private static final Pattern TYPE_NAME = Pattern.compile("(?<![\\w.])[A-Z]\\w*");
    private static final Pattern IMPORT = Pattern.compile("^\\s*import [\\w.* ]+;\\s*$");
    private static final Pattern TYPE =
            Pattern.compile("^\\s*(?:@\\w+\\s*)?(?:(?:public|private|protected|static|final|abstract|sealed) +)*"
                    + "(?:class|interface|record|enum) +(\\w+).*$");
    private static final Pattern MEMBER = Pattern.compile("^\\s*(?:@|public |private |protected |static ).*$");
    private static final Pattern LEFT_OUT = Pattern.compile("^\\s*(?://\\s*)?(?:…|\\.\\.\\.)\\s*$");
    private static final Pattern LEFT_OUT_BODY = Pattern.compile("\\{\\s*(?:…|\\.\\.\\.)\\s*}");

    private final Map<String, String> types = new HashMap<>();

    JavaBlocks(CompiledModules modules) {
        Set<String> ambiguous = new TreeSet<>();
        for (JavaClass type : modules.libraries()) {
            if (type.isTopLevelClass() && Conditions.isPublic(type) && !Conditions.isInternal(type)) {
                String before = types.put(type.getSimpleName(), type.getName());
                if (before != null) {
                    ambiguous.add(type.getSimpleName());
                }
            }
        }
        types.keySet().removeAll(ambiguous);
    }

    /**
     * Compiles blocks, without running them.
     *
     * @param output a folder for the classes
     * @return what is wrong, by the page's line; empty if all blocks compile
     */
    List<String> compile(List<Block> blocks, Path output) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            units.add(unit(blocks.get(i), "Block" + i));
        }
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-d",
                    output.toString(),
                    "-proc:none",
                    "-Xlint:none",
                    "-classpath",
                    classPath(),
                    "--release",
                    "17",
                    "-XDshould-stop.ifError=FLOW",
                    "-Xmaxerrs",
                    "1000");
            compiler.getTask(null, files, found, options, null, units).call();
        }
        List<String> wrong = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                String message = diagnostic.getMessage(Locale.ROOT).replaceAll("\\s+", " ");
                wrong.add(
                        diagnostic.getSource() instanceof Unit unit
                                ? unit.place(diagnostic.getLineNumber()) + " " + message
                                : message);
            }
        }
        return wrong;
    }

    /** Surefire may put the class path into the manifest of a jar, and into a property. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private Unit unit(Block block, String name) {
        List<String> imports = new ArrayList<>();
        List<String> code = new ArrayList<>();
        for (String line : block.code()) {
            boolean isImport = IMPORT.matcher(line).matches();
            if (isImport) {
                imports.add(line.strip());
            }
            code.add(
                    isImport || LEFT_OUT.matcher(line).matches()
                            ? ""
                            : LEFT_OUT_BODY.matcher(line).replaceAll("{ }"));
        }
        Map<String, String> variables = new LinkedHashMap<>(KNOWN);
        for (String clause : block.clauses()) {
            String given = clause.replaceFirst("^given +", "");
            if (given.startsWith("import ")) {
                imports.add(given + ";");
            } else if (!given.startsWith("code of ")) {
                int end = given.lastIndexOf(' ');
                variables.put(given.substring(end + 1), given.substring(0, end));
            }
        }
        StringBuilder source = new StringBuilder("package docs;\n");
        PACKAGES.forEach(used -> source.append("import ").append(used).append(".*;\n"));
        imports.forEach(line -> source.append(line).append('\n'));
        String text = String.join("\n", code);
        Set<String> named = new TreeSet<>();
        TYPE_NAME
                .matcher(text + " " + String.join(" ", variables.values()))
                .results()
                .forEach(type -> named.add(type.group()));
        for (String type : named) {
            String full = types.get(type);
            boolean isDeclared = imports.stream().anyMatch(line -> line.endsWith("." + type + ";"))
                    || code.stream()
                            .map(TYPE::matcher)
                            .anyMatch(declared ->
                                    declared.matches() && declared.group(1).equals(type));
            if (full != null && !isDeclared) {
                source.append("import ").append(full).append(";\n");
            }
        }
        source.append("final class ").append(name).append(" {\n");
        variables.forEach((variable, type) ->
                source.append(type).append(' ').append(variable).append(";\n"));
        boolean isMember = code.stream()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("//"))
                .findFirst()
                .map(line ->
                        TYPE.matcher(line).matches() || MEMBER.matcher(line).matches())
                .orElse(false);
        boolean isExpression = !isMember && !endsAsStatement(code);
        source.append(isMember ? "\n" : "void run() throws Exception {\n");
        source.append(isExpression ? "Object value =\n" : "\n");
        int offset = (int) source.chars().filter(letter -> letter == '\n').count();
        source.append(text).append('\n');
        source.append(isExpression ? ";\n" : "").append(isMember ? "" : "}\n").append("}\n");
        return new Unit(block, name, source.toString(), offset);
    }

    private static boolean endsAsStatement(List<String> code) {
        String last = "";
        for (String line : code) {
            Matcher comment = Pattern.compile("\\s//(?=[^\"]*$).*$").matcher(" " + line);
            String statement = comment.replaceFirst("").strip();
            last = statement.isEmpty() ? last : statement;
        }
        return last.endsWith(";") || last.endsWith("}");
    }

    /** A block and the lines around it that make it a class. */
    private static final class Unit extends SimpleJavaFileObject {
        private final Block block;
        private final String source;
        private final int offset;

        Unit(Block block, String name, String source, int offset) {
            super(URI.create("string:///docs/" + name + ".java"), Kind.SOURCE);
            this.block = block;
            this.source = source;
            this.offset = offset;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }

        /** Returns the place on the page of a line of this source. */
        String place(long line) {
            int index = (int) line - 1 - offset;
            return index < 0 || index >= block.code().size()
                    ? block.place(0) + " (in \""
                            + source.lines().skip(line - 1).findFirst().orElse("") + "\")"
                    : block.place(index);
        }
    }
}
