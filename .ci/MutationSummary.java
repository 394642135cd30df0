import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Counts which changes of the code the tests have noticed, from the reports that {@code mvn -Pmutation test} left in the modules:
 * {@code java .ci/MutationSummary.java}. With the argument {@code survivors} it also lists every change that was not noticed. Ends
 * with exit code 1 if a package is below its floor in {@code .ci/mutation-floors.csv}, or if a change that
 * {@code .ci/mutation-excused.csv} excuses is noticed by now or does not exist.
 */
public final class MutationSummary {
    private static final Path FLOORS = Path.of(".ci/mutation-floors.csv");
    private static final Path EXCUSED = Path.of(".ci/mutation-excused.csv");

    /** What the changes of a package or class came to. */
    private static final class Count {
        int made;
        int noticed;
        int excused;
        int withoutTest;

        int percent() {
            return made == excused ? 100 : (int) Math.floor(100.0 * noticed / (made - excused));
        }
    }

    /** A change that no test noticed. */
    private record Survivor(String name, String method, int line, String mutator, String what, boolean withoutTest) {
        String key() {
            return name + "#" + method + "," + mutator;
        }
    }

    /** Survivors that are excused: so many of one kind in one method. */
    private static final class Excuse {
        final int number;
        int used;

        Excuse(int number) {
            this.number = number;
        }
    }

    private final Map<String, Count> packages = new TreeMap<>();
    private final Map<String, Count> classes = new TreeMap<>();
    private final List<Survivor> survivors = new ArrayList<>();
    private final Map<String, Excuse> excuses = new HashMap<>();
    private final List<String> tooSlow = new ArrayList<>();

    private MutationSummary() {}

    /**
     * Prints the table.
     *
     * @param args nothing, or {@code survivors}
     * @throws Exception if a report cannot be read
     */
    public static void main(String[] args) throws Exception {
        MutationSummary summary = new MutationSummary();
        for (String[] row : rows(EXCUSED)) {
            summary.excuses.merge(
                    row[0] + "," + row[1],
                    new Excuse(Integer.parseInt(row[2])),
                    (a, b) -> new Excuse(a.number + b.number));
        }
        try (Stream<Path> files = Files.walk(Path.of(""), 5)) {
            for (Path report : files.filter(file -> file.endsWith("mutations.xml"))
                    .filter(file -> file.toString().contains("pit-reports"))
                    .filter(file -> file.toFile().length() > 0) // of a run in progress
                    .sorted()
                    .toList()) {
                summary.read(report);
            }
        }
        summary.print(List.of(args).contains("survivors"));
        summary.excuseTimeouts();
        if (!summary.keepsFloors()) {
            System.exit(1);
        }
    }

    /**
     * Counts the classes that a floor names one by one: {@code sealing = local.TemplateKeys local.internal.StoreSeal}, below
     * {@code io.facebridge}.
     *
     * @return the count; null if none of them was mutated
     */
    private Count ofGroup(String floor) {
        Count count = null;
        for (String name : floor.substring(floor.indexOf('=') + 1).strip().split(" +")) {
            Count one = classes.get("io.facebridge." + name);
            if (one != null) {
                count = count == null ? new Count() : count;
                count.made += one.made;
                count.noticed += one.noticed;
                count.excused += one.excused;
                count.withoutTest += one.withoutTest;
            }
        }
        return count;
    }

    private static List<String[]> rows(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(",", 4))
                .toList();
    }

    private void read(Path report) throws Exception {
        NodeList mutations = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("mutation");
        for (int i = 0; i < mutations.getLength(); i++) {
            add((Element) mutations.item(i));
        }
    }

    private void add(Element mutation) {
        String name = text(mutation, "mutatedClass");
        String outer = name.replaceFirst("\\$.*", "");
        Count ofPackage = packages.computeIfAbsent(outer.substring(0, outer.lastIndexOf('.')), key -> new Count());
        Count ofClass = classes.computeIfAbsent(outer, key -> new Count());
        ofPackage.made++;
        ofClass.made++;
        if (mutation.getAttribute("detected").equals("true")) {
            ofPackage.noticed++;
            ofClass.noticed++;
            if (mutation.getAttribute("status").equals("TIMED_OUT")) {
                tooSlow.add(excuseKey(mutation, name));
            }
            return;
        }
        boolean withoutTest = mutation.getAttribute("status").equals("NO_COVERAGE");
        Survivor survivor = new Survivor(
                name,
                text(mutation, "mutatedMethod"),
                Integer.parseInt(text(mutation, "lineNumber")),
                kind(mutation),
                text(mutation, "description"),
                withoutTest);
        Excuse excuse = excuses.get(survivor.key());
        if (excuse != null && excuse.used < excuse.number) {
            excuse.used++;
            ofPackage.excused++;
            ofClass.excused++;
            return;
        }
        survivors.add(survivor);
        if (withoutTest) {
            ofPackage.withoutTest++;
            ofClass.withoutTest++;
        }
    }

    private static String excuseKey(Element mutation, String name) {
        return name + "#" + text(mutation, "mutatedMethod") + "," + kind(mutation);
    }

    private static String kind(Element mutation) {
        return text(mutation, "mutator").replaceFirst(".*\\.", "").replaceFirst("Mutator$", "");
    }

    private static String text(Element mutation, String name) {
        return mutation.getElementsByTagName(name).item(0).getTextContent();
    }

    private void print(boolean withSurvivors) throws IOException {
        System.out.printf(
                "%-48s %7s %7s %7s %7s %8s  %s%n",
                "package", "mutants", "killed", "excused", "no test", "killed %", "worst class");
        Count all = new Count();
        packages.forEach((name, count) -> {
            all.made += count.made;
            all.noticed += count.noticed;
            all.excused += count.excused;
            all.withoutTest += count.withoutTest;
            String worst = classes.entrySet().stream()
                    .filter(entry -> entry.getKey()
                            .substring(0, entry.getKey().lastIndexOf('.'))
                            .equals(name))
                    .min(Comparator.comparingInt(entry -> entry.getValue().percent()))
                    .map(entry -> entry.getKey().substring(name.length() + 1) + " "
                            + entry.getValue().percent() + " %")
                    .orElse("");
            print(name, count, worst);
        });
        print("all", all, "");
        for (String[] row : rows(FLOORS)) {
            Count count = row[0].contains("=") ? ofGroup(row[0]) : null;
            if (count != null) {
                print(row[0].substring(0, row[0].indexOf('=')).strip(), count, "");
            }
        }
        if (withSurvivors) {
            survivors.stream()
                    .sorted(Comparator.comparing(Survivor::name).thenComparing(Survivor::line))
                    .forEach(one -> System.out.printf(
                            "%s%s:%d %s, %s%n",
                            one.withoutTest() ? "NO TEST " : "",
                            one.name() + "#" + one.method(),
                            one.line(),
                            one.mutator(),
                            one.what()));
        }
    }

    private static void print(String name, Count count, String worst) {
        System.out.printf(
                Locale.ROOT,
                "%-48s %7d %7d %7d %7d %8d  %s%n",
                name,
                count.made,
                count.noticed,
                count.excused,
                count.withoutTest,
                count.percent(),
                worst);
    }

    /** A change that is excused because it only costs time may be noticed by a timeout on a busy machine. */
    private void excuseTimeouts() {
        tooSlow.stream().map(excuses::get).forEach(excuse -> {
            if (excuse != null && excuse.used < excuse.number) {
                excuse.used++;
            }
        });
    }

    /** Only of what was run: a package without a report has nothing to keep. */
    private boolean keepsFloors() throws IOException {
        boolean kept = true;
        for (String[] row : rows(FLOORS)) {
            Count count = row[0].contains("=") ? ofGroup(row[0]) : packages.get(row[0]);
            if (count != null && count.percent() < Integer.parseInt(row[1].strip())) {
                System.out.println(
                        row[0].replaceFirst(" *=.*", "") + " is below its floor of " + row[1].strip() + " %");
                kept = false;
            }
        }
        for (Map.Entry<String, Excuse> excuse : excuses.entrySet()) {
            String outer = excuse.getKey().replaceFirst("[#$].*", "");
            if (classes.containsKey(outer) && excuse.getValue().used < excuse.getValue().number) {
                System.out.println("excused without need, " + (excuse.getValue().number - excuse.getValue().used)
                        + " of " + excuse.getValue().number + ": " + excuse.getKey());
                kept = false;
            }
        }
        return kept;
    }
}
