package io.facebridge.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import morfologik.stemming.Dictionary;
import morfologik.stemming.DictionaryLookup;

/**
 * Reads the Javadoc of what users of a library see, its public types and their public and protected members, and finds what
 * breaks the rules of docs/contributing/language.md that a program can check.
 */
final class PublicJavadoc {
    private static final String ENGLISH = "/org/languagetool/resource/en/english.dict";
    private static final String THIRD_PERSON = "VBZ";

    /** Pronouns, conjunctions and question words begin a clause, not a noun phrase. */
    private static final Pattern BEGINS_CLAUSE =
            Pattern.compile("(?i)(?:wh(?:at|o|ose|om|ich|en|ere|ether|y)|how|if|it|this"
                    + "|that|these|those|there|they|we|you|he|she|because|while|and|or|but|so|not)");

    /** After a verb comes its object; after a noun of the same spelling, as in "Results of", comes one of these. */
    private static final Pattern AFTER_NOUN = Pattern.compile("of|is|are|was|were|has|have|must|may|can|will");

    private static final Pattern FIRST_WORDS =
            Pattern.compile("^\\s*([\\w-]+)(?:[^\\w\\s]|\\s+([\\w-]+))?.*$", Pattern.DOTALL);

    /** Phrases that refer the reader to elsewhere instead of stating the contract. */
    private static final Pattern REFERS = Pattern.compile(
            "(?i)see the (?:record|class|type)|see above|see below|\\blikewise\\b|\\bditto\\b|throws what|as the name says"
                    + "|self-explanatory");

    /** Words for which the field has another one. */
    private static final Pattern OTHER_WORD = Pattern.compile("(?i)\\bpictures?\\b");

    private final DictionaryLookup english;

    PublicJavadoc() throws IOException {
        english = new DictionaryLookup(Dictionary.read(PublicJavadoc.class.getResource(ENGLISH)));
    }

    /**
     * What was found.
     *
     * @param types the number of types that were read
     * @param methods the number of methods and constructors
     * @param faults what is wrong, each with its place
     */
    record Findings(int types, int methods, List<String> faults) {}

    /**
     * Reads sources, without compiling what they name.
     *
     * @param name returns the name of a source, for a message
     */
    Findings read(Iterable<? extends JavaFileObject> sources, Function<JavaFileObject, String> name)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
        DocTrees trees = DocTrees.instance(task);
        Scanner scanner = new Scanner(trees, name);
        for (CompilationUnitTree unit : task.parse()) {
            scanner.scan(unit, null);
        }
        return new Findings(scanner.types, scanner.methods, List.copyOf(scanner.faults));
    }

    private boolean isThirdPersonVerb(String text) {
        Matcher words = FIRST_WORDS.matcher(text);
        return words.matches()
                && (words.group(2) == null
                        || !AFTER_NOUN.matcher(words.group(2)).matches())
                && tags(words.group(1)).contains(THIRD_PERSON);
    }

    private Set<String> tags(String word) {
        return english.lookup(word.toLowerCase(Locale.ROOT)).stream()
                .map(found -> String.valueOf(found.getTag()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean beginsClause(String text) {
        Matcher words = FIRST_WORDS.matcher(text);
        return !words.matches() || BEGINS_CLAUSE.matcher(words.group(1)).matches();
    }

    private static String text(List<? extends DocTree> trees) {
        return trees.stream().map(String::valueOf).collect(Collectors.joining()).strip();
    }

    /** Collects the faults of one source after another. */
    private final class Scanner extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final Function<JavaFileObject, String> names;
        private final List<String> faults = new ArrayList<>();
        private int types;
        private int methods;

        Scanner(DocTrees trees, Function<JavaFileObject, String> names) {
            this.trees = trees;
            this.names = names;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!isVisible(type.getModifiers())) {
                return null;
            }
            types++;
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment == null) {
                report(type, "has no Javadoc");
            } else {
                String sentence = text(comment.getFirstSentence());
                if (beginsClause(sentence)) {
                    report(type, "begins with neither a noun phrase nor a verb: " + sentence);
                }
                checkText(type, comment);
                checkParameters(type, comment);
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            if (isVisible(field.getModifiers())) {
                DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
                if (comment == null) {
                    report(field, "has no Javadoc");
                } else {
                    checkText(field, comment);
                }
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            boolean isConstructor = method.getReturnType() == null;
            boolean isOfEnum = isConstructor && type.getKind() == Tree.Kind.ENUM;
            if (!isVisible(method.getModifiers()) || isOfEnum) {
                return null;
            }
            methods++;
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            boolean isInherited = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (comment == null) {
                // The constructor of a record is documented by its components.
                if (!isInherited && !(isConstructor && type.getKind() == Tree.Kind.RECORD)) {
                    report(method, "has no Javadoc");
                }
            } else {
                check(method, comment, isInherited);
            }
            return null;
        }

        private void check(MethodTree method, DocCommentTree comment, boolean isInherited) {
            List<? extends DocTree> sentence = comment.getFirstSentence();
            DocTree first = sentence.isEmpty() ? null : sentence.get(0);
            boolean inherits = comment.getFullBody().stream().anyMatch(InheritDocTree.class::isInstance);
            boolean isOpened = inherits
                    || first instanceof ReturnTree
                    || (first instanceof TextTree && isThirdPersonVerb(text(sentence)));
            if (!isOpened) {
                report(method, "does not begin with a third-person verb: " + text(sentence));
            }
            String result = first instanceof ReturnTree inline ? text(inline.getDescription()) : null;
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ReturnTree block) {
                    result = text(block.getDescription());
                }
            }
            if (result == null && !isVoid(method) && !inherits && !isInherited) {
                report(method, "has no @return");
            }
            if (result != null && result.isEmpty()) {
                report(method, "has an empty @return");
            }
            if (isSetterOfBuilder(method) && !"this builder".equals(result)) {
                report(method, "of a builder does not return \"this builder\"");
            }
            checkText(method, comment);
            checkParameters(method, comment);
            checkExceptions(method, comment, inherits || isInherited);
        }

        private boolean isVoid(MethodTree method) {
            return method.getReturnType() == null
                    || method.getReturnType().toString().equals("void");
        }

        private boolean isSetterOfBuilder(MethodTree method) {
            String type = ((ClassTree) getCurrentPath().getParentPath().getLeaf())
                    .getSimpleName()
                    .toString();
            return type.endsWith("Builder")
                    && !isVoid(method)
                    && !method.getModifiers().getFlags().contains(Modifier.STATIC)
                    && method.getReturnType().toString().replaceFirst("<.*", "").matches(type + "|B");
        }

        private void checkExceptions(MethodTree method, DocCommentTree comment, boolean isInherited) {
            Set<String> documented = new LinkedHashSet<>();
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ThrowsTree throwing) {
                    String exception = simple(throwing.getExceptionName().toString());
                    documented.add(exception);
                    String condition = text(throwing.getDescription());
                    if (!condition.startsWith("if ")) {
                        report(method, "has a @throws " + exception + " without a condition \"if …\": " + condition);
                    }
                }
            }
            Set<String> thrown = new LinkedHashSet<>();
            method.getThrows().forEach(exception -> thrown.add(simple(exception.toString())));
            if (method.getBody() != null) {
                new Throwing().scan(method.getBody(), thrown);
            }
            thrown.removeAll(documented);
            if (!isInherited && !thrown.isEmpty()) {
                report(method, "throws without a @throws: " + String.join(", ", thrown));
            }
        }

        private void checkParameters(Tree element, DocCommentTree comment) {
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree parameter
                        && text(parameter.getDescription()).isEmpty()) {
                    report(element, "has an empty @param " + parameter.getName());
                }
            }
        }

        private void checkText(Tree element, DocCommentTree comment) {
            String all = comment.toString().replaceAll("\\s+", " ");
            Matcher refers = REFERS.matcher(all);
            if (refers.find()) {
                report(element, "refers to elsewhere: " + refers.group());
            }
            Matcher other = OTHER_WORD.matcher(all);
            if (other.find()) {
                report(element, "uses \"" + other.group() + "\", where language.md has another word");
            }
        }

        /** Whether users see the current element, if they see what encloses it. */
        private boolean isVisible(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            boolean isOfInterface = parent instanceof ClassTree type
                    && (type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE);
            boolean isMember = parent instanceof ClassTree;
            return flags.contains(Modifier.PUBLIC)
                    || (isMember && flags.contains(Modifier.PROTECTED))
                    || (isOfInterface && !flags.contains(Modifier.PRIVATE));
        }

        private void report(Tree element, String fault) {
            TreePath path = getCurrentPath();
            CompilationUnitTree unit = path.getCompilationUnit();
            LineMap lines = unit.getLineMap();
            long start = trees.getSourcePositions().getStartPosition(unit, element);
            faults.add(names.apply(unit.getSourceFile()) + ":" + lines.getLineNumber(start) + " " + name(element) + " "
                    + fault.replaceAll("\\s+", " "));
        }

        private String name(Tree element) {
            String enclosing = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    ? type.getSimpleName() + "."
                    : "";
            if (element instanceof MethodTree method) {
                return enclosing + (method.getReturnType() == null ? "new" : method.getName());
            }
            return enclosing
                    + (element instanceof ClassTree type ? type.getSimpleName() : ((VariableTree) element).getName());
        }
    }

    /** Collects the exceptions that a body creates and throws itself. */
    private static final class Throwing extends TreeScanner<Void, Set<String>> {
        @Override
        public Void visitThrow(ThrowTree statement, Set<String> thrown) {
            ExpressionTree exception = statement.getExpression();
            // An AssertionError is for what cannot happen.
            if (exception instanceof NewClassTree created
                    && !created.getIdentifier().toString().equals("AssertionError")) {
                thrown.add(simple(created.getIdentifier().toString()));
            }
            return super.visitThrow(statement, thrown);
        }

        /** What a block with a catch clause throws may be caught there. */
        @Override
        public Void visitTry(TryTree statement, Set<String> thrown) {
            if (statement.getCatches().isEmpty()) {
                scan(statement.getBlock(), thrown);
            }
            scan(statement.getCatches(), thrown);
            return scan(statement.getFinallyBlock(), thrown);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, Set<String> thrown) {
            return null;
        }

        @Override
        public Void visitClass(ClassTree type, Set<String> thrown) {
            return null;
        }
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
