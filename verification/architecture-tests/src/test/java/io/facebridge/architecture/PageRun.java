package io.facebridge.architecture;

import io.facebridge.FaceProvider;
import io.facebridge.architecture.MarkdownPage.Block;
import io.facebridge.architecture.PageProcess.Outcome;
import io.facebridge.architecture.ShellCommands.Command;
import io.facebridge.emulator.AwsEmulator;
import io.facebridge.emulator.AzureEmulator;
import io.facebridge.emulator.TencentEmulator;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a page, run in their order as a reader runs them: in one folder, with the files and the services that the page
 * assumes. A comment above a block, {@code <!-- docs-test: … -->}, has these clauses, separated by semicolons:
 *
 * <ul>
 *   <li>{@code file NAME: CONTENT} writes a file before the block; {@link PageFiles} lists the contents;
 *   <li>{@code file NAME} above a block that is no command writes the block;
 *   <li>{@code first COMMAND} runs a command that the page does not show, which must end with 0;
 *   <li>{@code put WORDS for WORDS} replaces words of the commands: {@code {aws}}, {@code {tencent}} and {@code {azure}} stand for the
 *       options of an emulator, {@code {aws endpoint}} for its address;
 *   <li>{@code exits 3, 0} states the exit codes of the commands; without it each is 0;
 *   <li>{@code each in a new folder} runs every command of the block in a folder of its own, with the files of the block;
 *   <li>{@code json of COMMAND} above a block of JSON compares the block with what the command prints, {@code json in COMMAND} with
 *       a field of it;
 *   <li>{@code output} makes the block the output of the commands before it, {@code output of COMMAND} that of a command.
 * </ul>
 *
 * <p>Ports of emulators that the page starts are replaced by free ones, and the reader's home is {@value #HOME}.
 */
final class PageRun implements AutoCloseable {
    private static final String HOME = "/home/ada";
    private static final Pattern PORT = Pattern.compile("--port (\\d+)");
    private static final Pattern SERVICE = Pattern.compile("\\{(aws|tencent|azure)( endpoint)?}");
    private static final Map<String, String> KEYS = Map.of(
            "AWS_ACCESS_KEY_ID", "access",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "TENCENTCLOUD_SECRET_ID", "access",
            "TENCENTCLOUD_SECRET_KEY", "secret",
            "AZURE_FACE_KEY", "access");

    private final MarkdownPage page;
    private final FaceProvider eyes;
    private final Path shared;
    private final Map<String, String> ports = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> replaced = new HashMap<>();
    private final Map<String, String> learned = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> services = new HashMap<>();
    private final List<Closeable> open = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> lastOutput = new ArrayList<>();
    private final List<Command> run = new ArrayList<>();
    private Path folder;
    private Optional<PageProcess> process = Optional.empty();

    /**
     * A run of a page.
     *
     * @param eyes the provider behind the emulators of the services
     * @param shared a folder for what several pages use
     */
    PageRun(MarkdownPage page, FaceProvider eyes, Path shared) throws IOException {
        this.page = page;
        this.eyes = eyes;
        this.shared = shared;
        folder = newFolder();
        for (Block block : page.blocks()) {
            Matcher port = PORT.matcher(block.text());
            while (port.find()) {
                ports.computeIfAbsent(port.group(1), number -> freePort());
            }
        }
    }

    private static Path newFolder() throws IOException {
        return Files.createTempDirectory("facebridge-page").toRealPath();
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the commands of a block; returns what is wrong. */
    List<String> run(Block block) throws IOException {
        faults.clear();
        replaced.clear();
        if (block.clause("output").isPresent() && block.clause("output in ").isEmpty()) {
            compareOutput(block);
            return List.copyOf(faults);
        }
        if (block.language().equals("json")) {
            compareJson(block);
            return List.copyOf(faults);
        }
        List<String> lines = ShellCommands.commandLines(block);
        boolean isOfCommands = lines.stream().anyMatch(line -> !line.isBlank());
        for (String clause : block.clauses()) {
            if (clause.startsWith("file ") && !clause.contains(": ") && !isOfCommands) {
                Path file = folder.resolve(clause.substring(5));
                Files.createDirectories(file.getParent());
                Files.writeString(file, real(block.text()) + "\n");
            }
        }
        readReplacements(block);
        if (isOfCommands) {
            lastOutput.clear();
            runCommands(block, lines);
        }
        return List.copyOf(faults);
    }

    private void runCommands(Block block, List<String> lines) throws IOException {
        boolean isEachAlone = block.clauses().contains("each in a new folder");
        List<String> exits = exits(block);
        List<Command> commands =
                ShellCommands.whole(lines.stream().map(this::real).toList());
        int exit = 0;
        if (!isEachAlone) {
            prepare(block);
        }
        for (Command command : commands) {
            List<String> words = ofProgram(command, block);
            if (!words.isEmpty()) {
                if (isEachAlone) {
                    startInNewFolder();
                    prepare(block);
                }
                Outcome outcome = execute(words);
                String expected = exit < exits.size() ? exits.get(exit) : "0";
                exit++;
                run.add(command);
                List<String> printed = outcome.lines().stream().map(this::shown).toList();
                lastOutput.addAll(printed);
                if (outcome.exitCode() != Integer.parseInt(expected)) {
                    faults.add(block.place(command.index()) + " " + command + ": exit code " + outcome.exitCode()
                            + ", not " + expected + ":\n    " + String.join("\n    ", printed));
                }
                List<String> shown = shownBelow(block, command.index());
                if (!shown.isEmpty()) {
                    learned.putAll(ShownOutput.variables(shown, printed));
                    ShownOutput.fault(shown, printed)
                            .ifPresent(fault -> faults.add(block.place(command.index()) + " " + command + " " + fault));
                }
            }
        }
        if (exits.size() > exit) {
            faults.add(block.place(0) + " has " + exit + " commands, but " + exits.size() + " exit codes");
        }
    }

    private void compareOutput(Block block) throws IOException {
        Optional<String> command = block.clause("output of ");
        if (command.isPresent()) {
            lastOutput.clear();
            prepare(block);
            Outcome outcome = execute(words(command.get()));
            outcome.lines().forEach(line -> lastOutput.add(shown(line)));
            if (outcome.exitCode() != 0) {
                faults.add(block.place(0) + " " + command.get() + ": exit code " + outcome.exitCode());
            }
        }
        ShownOutput.fault(block.code(), lastOutput).ifPresent(fault -> faults.add(block.place(0) + " " + fault));
    }

    /** Each command prints one document or more; each is compared with the next document of the block. */
    private void compareJson(Block block) throws IOException {
        readReplacements(block);
        prepare(block);
        if (block.clauses().stream().noneMatch(clause -> clause.startsWith("json "))) {
            return;
        }
        List<@Nullable Object> printed = new ArrayList<>();
        List<String> exits = exits(block);
        int exit = 0;
        boolean isPart = false;
        for (String clause : block.clauses()) {
            if (clause.startsWith("json of ") || clause.startsWith("json in ")) {
                List<String> words = words(clause.substring(8));
                Outcome outcome = execute(words);
                String expected = exit < exits.size() ? exits.get(exit) : "0";
                exit++;
                run.add(new Command(0, words));
                isPart |= clause.startsWith("json in ");
                String text = outcome.lines().stream().map(this::shown).collect(Collectors.joining("\n"));
                if (outcome.exitCode() != Integer.parseInt(expected)) {
                    faults.add(block.place(0) + " " + clause + ": exit code " + outcome.exitCode() + ":\n" + text);
                } else {
                    printed.addAll(JsonShape.documents(text));
                }
            }
        }
        if (isPart) {
            JsonShape.faultOfPart(JsonShape.documents("{" + block.text() + "}").get(0), printed)
                    .ifPresent(fault -> faults.add(block.place(0) + " " + fault));
            return;
        }
        List<@Nullable Object> shown = JsonShape.documents(block.text());
        for (int i = 0; i < Math.min(shown.size(), printed.size()); i++) {
            JsonShape.fault(shown.get(i), printed.get(i), "document " + (i + 1))
                    .ifPresent(fault -> faults.add(block.place(0) + " " + fault));
        }
        if (shown.size() != printed.size()) {
            faults.add(
                    block.place(0) + " shows " + shown.size() + " documents, but " + printed.size() + " were printed");
        }
    }

    private void readReplacements(Block block) {
        for (String clause : block.clauses()) {
            if (clause.startsWith("put ")) {
                String[] words = clause.substring(4).split(" for ", 2);
                replaced.put(words[1], words[0]);
            }
        }
    }

    private static List<String> exits(Block block) {
        return block.clause("exits ")
                .map(codes -> List.of(codes.split(", ", -1)))
                .orElse(List.of());
    }

    /** The lines after a command with a prompt, up to the next one. */
    private static List<String> shownBelow(Block block, int index) {
        if (!block.code().get(index).startsWith("$ ")) {
            return List.of();
        }
        List<String> below = new ArrayList<>();
        for (String line : block.code().subList(index + 1, block.code().size())) {
            if (line.startsWith("$ ")) {
                break;
            }
            below.add(line);
        }
        return List.copyOf(below);
    }

    /** What is to be executed of a command; empty if it only sets variables, or is not run here. */
    private List<String> ofProgram(Command command, Block block) throws IOException {
        List<String> words = command.words();
        int program = 0;
        while (program < words.size() && ShellCommands.isAssignment(words.get(program))) {
            String[] assignment = words.get(program).split("=", 2);
            if (assignment.length == 2) {
                environment.put(assignment[0], assignment[1]);
                process = Optional.empty(); // a new terminal; what was started in the first one continues
            }
            program++;
        }
        List<String> rest = words.subList(program, words.size());
        if (rest.isEmpty() || PageCommands.isExempt(rest) || PageCommands.isRunByItsTest(rest, page)) {
            return List.of();
        }
        List<String> learnedWords =
                rest.stream().map(word -> learned.getOrDefault(word, word)).toList();
        if (rest.contains("…") || rest.stream().anyMatch(ShellCommands::isRedirection)) {
            faults.add(block.place(command.index()) + " " + command + ": put what is left out for …");
            return List.of();
        }
        return PageCommands.executed(learnedWords);
    }

    private void prepare(Block block) throws IOException {
        for (String clause : block.clauses()) {
            if (clause.startsWith("file ") && clause.contains(": ")) {
                String[] file = clause.substring(5).split(": ", 2);
                if (file[1].equals("people")) {
                    writePeople(block, file[0]);
                } else {
                    new PageFiles(folder).write(file[0], file[1]);
                }
            } else if (clause.startsWith("first ")) {
                runFirst(block, clause.substring(6));
            }
        }
    }

    /** The people of the example {@code TuneThreshold}, made once for all pages. */
    private void writePeople(Block block, String name) throws IOException {
        synchronized (shared) {
            Path people = shared.resolve("people");
            if (!Files.exists(people)) {
                runFirst(block, "persons " + people);
            }
            try (Stream<Path> files = Files.walk(people)) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(name).resolve(people.relativize(file)));
                }
            }
        }
    }

    private void runFirst(Block block, String command) throws IOException {
        Outcome outcome = execute(words(command));
        if (outcome.exitCode() != 0) {
            faults.add(block.place(0) + " first " + command + ": exit code " + outcome.exitCode() + ":\n    "
                    + String.join("\n    ", outcome.lines()));
        }
    }

    private List<String> words(String command) {
        return PageCommands.executed(
                ShellCommands.whole(List.of(real(command))).get(0).words());
    }

    private Outcome execute(List<String> words) throws IOException {
        if (process.isEmpty()) {
            PageProcess started = PageProcess.start(folder, environment);
            open.add(started::close);
            process = Optional.of(started);
        }
        return process.get().run(words);
    }

    private void startInNewFolder() throws IOException {
        open.add(deletion(folder));
        folder = newFolder();
        process = Optional.empty();
    }

    /** A line of a page with the addresses and the folder of this run. */
    private String real(String line) {
        String text = line;
        for (Map.Entry<String, String> words : replaced.entrySet()) {
            text = text.replace(words.getKey(), words.getValue());
        }
        text = SERVICE.matcher(text)
                .replaceAll(service -> Matcher.quoteReplacement(service(service.group(1), service.group(2) != null)));
        Matcher started = PORT.matcher(text);
        if (text.contains(" emulate ") && started.find()) {
            if (!taken.add(started.group(1))) {
                ports.put(started.group(1), freePort()); // an earlier block has started one there
            }
        }
        for (Map.Entry<String, String> port : ports.entrySet()) {
            text = text.replaceAll("\\b" + port.getKey() + "\\b", port.getValue());
        }
        return text.replace("$PWD", folder.toString());
    }

    /** What was printed, as on the reader's machine. */
    private String shown(String line) {
        String text = line.replace(folder.toString(), HOME);
        for (Map.Entry<String, String> port : ports.entrySet()) {
            text = text.replaceAll("\\b" + port.getValue() + "\\b", port.getKey());
        }
        return text;
    }

    /** Starts the emulator of a service, unless it is running; returns its options, or its address. */
    private String service(String name, boolean isAddress) {
        String address = services.computeIfAbsent(name, this::start);
        if (isAddress) {
            return address;
        }
        return "--provider " + name
                + switch (name) {
                    case "aws" -> " --region eu-west-1 --endpoint " + address;
                    case "tencent" -> " --region ap-singapore --endpoint " + address;
                    default -> " --endpoint " + address + " --set certificate=" + folder.resolve(".azure.pem");
                };
    }

    private String start(String name) {
        environment.putAll(KEYS);
        process = Optional.empty();
        switch (name) {
            case "aws" -> {
                AwsEmulator aws = AwsEmulator.backedBy(eyes)
                        .credentials("access", "secret")
                        .start();
                open.add(aws::close);
                return aws.endpoint().toString();
            }
            case "tencent" -> {
                TencentEmulator tencent = TencentEmulator.backedBy(eyes)
                        .credentials("access", "secret")
                        .start();
                open.add(tencent::close);
                return tencent.endpoint().toString();
            }
            default -> {
                AzureEmulator azure = AzureEmulator.backedBy(eyes).key("access").start();
                open.add(azure::close);
                try {
                    Files.writeString(folder.resolve(".azure.pem"), azure.certificatePem());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return azure.endpoint().toString();
            }
        }
    }

    /** The commands that were run so far. */
    List<Command> commands() {
        return List.copyOf(run);
    }

    private static Closeable deletion(Path folder) {
        return () -> {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        open.add(0, deletion(folder));
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
