package io.facebridge.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The sources of all tests, with the contracts of {@code testkit}: where a test may skip itself, and the reason it gives. */
final class TestSources {
    /** Built on the installed artifacts. */
    static final String OUTSIDE_THE_REACTOR = "consumer";

    private static final Pattern MAY_SKIP =
            Pattern.compile("\\bassum(e|ing)\\w+\\(|\\babort\\(|TestAborted|@(Dis|En)abled");

    /**
     * A place where a test may be skipped.
     *
     * @param place file and method or annotation
     * @param reason how the message begins; empty if it has none, or none that stands there
     */
    record Skip(String place, String reason) {}

    private TestSources() {}

    /** The folders of all modules that have tests. */
    static List<Path> modules(Path root) {
        return Stream.of(root, root.resolve("verification"))
                .flatMap(parent -> children(parent).stream())
                .filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
                .toList();
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every place where a test of the project may be skipped. */
    static List<Skip> skips(Path root) throws IOException {
        List<Path> files = new ArrayList<>(files(root.resolve("testkit/src/main/java")));
        for (Path module : modules(root)) {
            files.addAll(files(module.resolve("src/test/java")));
        }
        return skips(files);
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (file.toString().endsWith(".java")
                        && MAY_SKIP.matcher(Files.readString(file)).find()) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    static List<Skip> skips(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Skip> skips = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(Path.of(unit.getSourceFile().toUri()).getFileName().toString(), skips).scan(unit, null);
            }
        }
        return skips;
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final String file;
        private final List<Skip> skips;
        private final Map<String, ExpressionTree> constants = new HashMap<>();

        Scanner(String file, List<Skip> skips) {
            this.file = file;
            this.skips = skips;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
            if (variable.getInitializer() != null) {
                constants.put(variable.getName().toString(), variable.getInitializer());
            }
            return super.visitVariable(variable, null);
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
            String name = lastName(call.getMethodSelect());
            List<? extends ExpressionTree> arguments = call.getArguments();
            if (name.startsWith("assume") || name.equals("assumingThat")) {
                add(name, arguments.size() == 2 && !name.equals("assumingThat") ? arguments.get(1) : null);
            } else if (name.equals("abort") && isOfAssumptions(call.getMethodSelect())) {
                add(name, arguments.isEmpty() ? null : arguments.get(0));
            }
            return super.visitMethodInvocation(call, null);
        }

        private static boolean isOfAssumptions(ExpressionTree method) {
            return !(method instanceof MemberSelectTree selected)
                    || lastName(selected.getExpression()).equals("Assumptions");
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void none) {
            if (lastName(created.getIdentifier()).equals("TestAbortedException")) {
                add(
                        "TestAbortedException",
                        created.getArguments().stream().findFirst().orElse(null));
            }
            return super.visitNewClass(created, null);
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void none) {
            String name = lastName(annotation.getAnnotationType());
            if (name.startsWith("Disabled") || name.startsWith("Enabled")) {
                String reason = name.equals("Disabled") ? "value" : "disabledReason";
                add(
                        "@" + name,
                        annotation.getArguments().stream()
                                .filter(AssignmentTree.class::isInstance)
                                .map(AssignmentTree.class::cast)
                                .filter(value -> lastName(value.getVariable()).equals(reason))
                                .map(AssignmentTree::getExpression)
                                .findFirst()
                                .orElseGet(() -> name.equals("Disabled")
                                                && !annotation.getArguments().isEmpty()
                                        ? annotation.getArguments().get(0)
                                        : null));
            }
            return super.visitAnnotation(annotation, null);
        }

        private void add(String what, @Nullable ExpressionTree message) {
            skips.add(new Skip(file + ": " + what, message == null ? "" : beginning(message)));
        }

        /** Of a text in code, what stands before its first part that is computed. */
        private String beginning(Tree message) {
            if (message instanceof LiteralTree literal) {
                return String.valueOf(literal.getValue());
            } else if (message instanceof BinaryTree sum) {
                return beginning(sum.getLeftOperand());
            } else if (message instanceof LambdaExpressionTree supplier) {
                return beginning(supplier.getBody());
            } else if (message instanceof IdentifierTree name
                    && constants.containsKey(name.getName().toString())) {
                return beginning(constants.get(name.getName().toString()));
            }
            return "";
        }

        private static String lastName(Tree name) {
            String text = name.toString();
            return text.substring(text.lastIndexOf('.') + 1);
        }
    }
}
