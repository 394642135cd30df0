import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Counts what the last build has tested, from the reports that it left in every module: {@code java .ci/TestSummary.java}. Where
 * the environment variable CI is {@code true}, a test that was skipped for want of something ends this with exit code 1. A closed
 * gate of a contract and a test of another operating system want nothing.
 */
public final class TestSummary {
    private static final Pattern WANTS_NOTHING =
            Pattern.compile("(gate closed|not on this operating system): .+", Pattern.DOTALL);
    private static final Pattern NOISE =
            Pattern.compile("^(?:[\\w.]+Exception: )?(?:Assumption failed: )?(?:.+? ==> )?");
    private static final String GATES = "gate closed (the provider passes the other half of the contract)";

    private int modules;
    private int run;
    private int failed;
    private final Map<String, List<String>> skipped = new TreeMap<>();

    private TestSummary() {}

    public static void main(String[] args) throws Exception {
        TestSummary summary = new TestSummary();
        try (Stream<Path> folders = Files.walk(Path.of(""), 4)) {
            for (Path folder : folders.filter(folder -> folder.endsWith("target/surefire-reports"))
                    .sorted()
                    .toList()) {
                summary.readModule(folder);
            }
        }
        System.exit(summary.print(Boolean.parseBoolean(System.getenv("CI"))));
    }

    private void readModule(Path folder) throws Exception {
        modules++;
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (Path report : reports(folder)) {
            NodeList tests = parser.parse(report.toFile()).getElementsByTagName("testcase");
            for (int i = 0; i < tests.getLength(); i++) {
                read((Element) tests.item(i));
            }
        }
    }

    private static List<Path> reports(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.+\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private void read(Element test) {
        NodeList skips = test.getElementsByTagName("skipped");
        if (skips.getLength() > 0) {
            Element skip = (Element) skips.item(0);
            String said = skip.hasAttribute("message") ? skip.getAttribute("message") : skip.getTextContent();
            String reason = NOISE.matcher(said.strip().lines().findFirst().orElse("without a reason"))
                    .replaceFirst("");
            skipped.computeIfAbsent(reason, none -> new ArrayList<>())
                    .add(test.getAttribute("classname") + "#" + test.getAttribute("name"));
        } else {
            run++;
            if (test.getElementsByTagName("failure").getLength()
                            + test.getElementsByTagName("error").getLength()
                    > 0) {
                failed++;
            }
        }
    }

    private int print(boolean isStrict) {
        int skips = skipped.values().stream().mapToInt(List::size).sum();
        System.out.printf(
                Locale.ROOT, "Tests of %d modules: %,d run, %,d failed, %,d skipped%n", modules, run, failed, skips);
        Map<String, Integer> reasons = new TreeMap<>();
        skipped.forEach((reason, tests) ->
                reasons.merge(reason.startsWith("gate closed: ") ? GATES : reason, tests.size(), Integer::sum));
        reasons.forEach((reason, count) -> System.out.printf(Locale.ROOT, "%,7d skipped: %s%n", count, reason));
        boolean isIncomplete = false;
        for (Map.Entry<String, List<String>> reason : skipped.entrySet()) {
            if (!WANTS_NOTHING.matcher(reason.getKey()).matches()) {
                isIncomplete = true;
                reason.getValue().forEach(test -> System.out.printf("not tested: %s (%s)%n", test, reason.getKey()));
            }
        }
        if (run == 0) {
            System.out.println("No test has run: run mvn verify first.");
            return 1;
        }
        if (failed > 0 || isStrict && isIncomplete) {
            System.out.println(failed > 0 ? "Tests have failed." : "Under CI=true every test has to run.");
            return 1;
        }
        return 0;
    }
}
