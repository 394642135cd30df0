package io.facebridge.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jazzer in a process of its own, because it changes classes as they are loaded and ends with its process. */
final class FuzzRun {
    private static final Pattern TARGET = Pattern.compile("(?m)^target (\\w+) (\\d+) (\\d+) (\\d+)$");
    private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{3,40}");
    private static final int SECONDS_FOR_ONE = 20;

    /** They look for injections, which nothing here could do, and take as long to load as all of the rest. */
    private static final String SANITIZERS = Stream.of(
                    "ClojureLangHooks",
                    "Deserialization",
                    "ExpressionLanguageInjection",
                    "FilePathTraversal",
                    "LdapInjection",
                    "NamingContextLookup",
                    "OsCommandInjection",
                    "ReflectiveCall",
                    "RegexInjection",
                    "RegexRoadblocks",
                    "ScriptEngineInjection",
                    "ServerSideRequestForgery",
                    "SqlInjection",
                    "UnsafeSanitizer",
                    "XPathInjection")
            .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
            .collect(Collectors.joining(":"));

    private final Path folder;
    private final List<Target> targets;
    private final String output;
    private final int exitCode;

    private FuzzRun(Path folder, List<Target> targets, String output, int exitCode) {
        this.folder = folder;
        this.targets = targets;
        this.output = output;
        this.exitCode = exitCode;
    }

    /**
     * How often a target was run.
     *
     * @param runs inputs
     * @param taken how many of them were accepted
     * @param millis how long that took
     */
    record Count(long runs, long taken, long millis) {}

    /** Tries so many inputs on these targets. */
    static FuzzRun of(Path folder, long seed, long runs, List<String> jvm, Target... some) {
        List<Target> targets = List.of(some);
        try {
            Path corpus = Files.createDirectories(folder.resolve("corpus"));
            Path files = Files.createDirectories(folder.resolve("files"));
            Path words = folder.resolve("words.dict");
            int longest = seeds(targets, files, corpus, words);
            Path said = folder.resolve("output.txt");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of(
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:+EnableDynamicAgentLoading",
                    "-Djdk.attach.allowAttachSelf=true",
                    "-Djava.awt.headless=true",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    "com.code_intelligence.jazzer.Jazzer",
                    "--target_class=" + FuzzMain.class.getName(),
                    "--target_args=" + files
                            + targets.stream().map(Target::name).reduce("", (a, b) -> a + " " + b),
                    "--instrumentation_includes=io.facebridge.**",
                    "--instrumentation_excludes=io.facebridge.fuzz.**:io.facebridge.testkit.**",
                    "--custom_hook_includes=io.facebridge.**",
                    "--disabled_hooks=" + SANITIZERS,
                    "--reproducer_path=" + folder,
                    "-artifact_prefix=" + folder + "/",
                    "-dict=" + words,
                    "-seed=" + seed,
                    "-runs=" + runs,
                    "-max_len=" + longest,
                    "-timeout=" + SECONDS_FOR_ONE,
                    "-rss_limit_mb=0",
                    "-print_final_stats=1",
                    corpus.toString()));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            process.getOutputStream().close();
            int exitCode = process.waitFor();
            return new FuzzRun(folder, targets, Files.readString(said, StandardCharsets.ISO_8859_1), exitCode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the fuzzer ran", e);
        }
    }

    /** Writes the seeds and the words in them; returns how long an input may be. */
    private static int seeds(List<Target> targets, Path files, Path corpus, Path words) throws IOException {
        int longest = 0;
        TreeSet<String> dictionary = new TreeSet<>();
        for (int i = 0; i < targets.size(); i++) {
            try (FuzzTarget target = targets.get(i).open(files)) {
                longest = Math.max(longest, target.longest());
                int number = 0;
                for (byte[] seed : target.seeds()) {
                    byte[] input = targets.size() == 1 ? seed : Input.join(new byte[] {(byte) i}, seed);
                    Files.write(corpus.resolve(targets.get(i).name() + number++), input);
                    WORD.matcher(new String(seed, StandardCharsets.ISO_8859_1))
                            .results()
                            .map(MatchResult::group)
                            .forEach(dictionary::add);
                }
            }
        }
        Files.write(words, dictionary.stream().map(word -> '"' + word + '"').toList());
        return longest;
    }

    /** Whether there is no native part of Jazzer for this machine. */
    boolean isWithoutEngine() {
        return output.contains("UnsatisfiedLinkError") || output.contains("No native library found");
    }

    /** Whether all inputs were tried and nothing was found. */
    boolean isClean() {
        return exitCode == 0;
    }

    Map<Target, Count> counts() {
        Map<Target, Count> counts = new EnumMap<>(Target.class);
        TARGET.matcher(output)
                .results()
                .forEach(found -> counts.put(
                        Target.valueOf(found.group(1)),
                        new Count(
                                Long.parseLong(found.group(2)),
                                Long.parseLong(found.group(3)),
                                Long.parseLong(found.group(4)))));
        return counts;
    }

    /** The end of what Jazzer said, and the inputs that it found. */
    String findings() throws IOException {
        StringBuilder text = new StringBuilder(targets + " ended with " + exitCode + "\n");
        output.lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("INFO"))
                .limit(80)
                .forEach(line -> text.append(line).append('\n'));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches("(crash|timeout|oom|slow-unit)-.*")) {
                    byte[] input = Files.readAllBytes(file);
                    text.append(name)
                            .append(": ")
                            .append(targets.get(targets.size() == 1 ? 0 : Input.choice(input, 0, targets.size())))
                            .append(" in Base64 (")
                            .append(targets.size() == 1 ? "whole" : "behind the first byte")
                            .append("): ")
                            .append(Base64.getEncoder().encodeToString(Input.after(input, targets.size() == 1 ? 0 : 1)))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return output;
    }
}
