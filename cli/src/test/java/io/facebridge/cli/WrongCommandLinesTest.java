package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong command lines and what the program answers: one line that names the value and a remedy. Each row is a command line, its
 * exit code and its line, without the pointer to the help; {@code DIR} stands for the folder of the files.
 */
@Tag("models")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "not on this operating system: permissions of POSIX")
class WrongCommandLinesTest {
    private final Path folder;

    WrongCommandLinesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Run.picture(folder, "one.png", 120, 100);
        Files.createDirectories(folder.resolve("people/ada"));
        Files.createDirectories(folder.resolve("store"));
        Files.createDirectories(folder.resolve("people/bob"));
        Run.picture(folder, "people/ada/1.png", 120, 100);
        Run.picture(folder, "people/ada/2.png", 120, 100);
        Run.picture(folder, "people/bob/1.png", 120, 100);
        Files.writeString(folder.resolve("notes.txt"), "no image\n");
        Files.writeString(folder.resolve("scores.csv"), "score,label\n0.5,mated\n0.1,nonmated\n");
        Files.writeString(folder.resolve("decisions.jsonl"), "");
        Files.writeString(folder.resolve("short.key"), "c2hvcnQ=\n");
        Files.setPosixFilePermissions(folder.resolve("short.key"), PosixFilePermissions.fromString("rw-------"));
    }

    private record Row(String commandLine, int exitCode, String line) {
        static Row of(String text) {
            String[] cells = text.split(" \\| ", 3);
            return new Row(cells[0], Integer.parseInt(cells[1]), cells[2]);
        }
    }

    private static final String TABLE = """
            dance | 2 | Unknown command "dance"
            comparee one.png one.png | 2 | Unknown command "comparee"; did you mean compare?
            gallery crate staff | 2 | Unknown command "crate" of "facebridge gallery"; did you mean create?
            gallery everything | 2 | Unknown command "everything" of "facebridge gallery"; its commands are create, list, info, delete, export, import, backup, reseal and migrate
            help galery | 2 | Unknown command "galery"; did you mean gallery?
            detect --loud DIR/one.png | 2 | Unknown option --loud
            detect --jsn DIR/one.png | 2 | Unknown option --jsn; did you mean --json?
            enroll staff ada DIR/one.png --qualty lenient | 2 | Unknown option --qualty; did you mean --quality?
            detect -one.png | 2 | Unknown option -one.png; put -- before names of files that begin with -
            detect | 2 | IMAGE is missing; usage: facebridge detect IMAGE... [OPTION...]
            compare DIR/one.png | 2 | PROBE is missing; usage: facebridge compare REFERENCE PROBE [OPTION...]
            compare DIR/one.png DIR/one.png DIR/one.png | 2 | "DIR/one.png" is one argument too many; "facebridge compare" takes REFERENCE PROBE
            compare DIR/one.png DIR/one.png --provider | 2 | --provider requires a value; give --provider NAME
            compare DIR/one.png DIR/one.png --json=yes | 2 | --json takes no value but was "yes"; give --json alone
            compare DIR/one.png DIR/one.png --face leftmost | 2 | --face must be only, largest or central but was "leftmost"
            compare DIR/one.png DIR/one.png --face larges | 2 | --face must be only, largest or central but was "larges"; did you mean largest?
            compare DIR/one.png DIR/one.png --fmr 2 | 2 | --fmr must be greater than 0 and less than 1 but was 2
            compare DIR/one.png DIR/one.png --fmr often | 2 | --fmr must be a number, for example 0.5 or 1e-4, but was "often"
            compare DIR/one.png DIR/one.png --fmr 1e-4 --fmr 1e-3 | 2 | --fmr is given more than once; give it once
            compare DIR/one.png DIR/one.png --fmr 1e-4 --threshold 0.5 | 2 | --fmr and --threshold are mutually exclusive; give one of them
            compare DIR/one.png DIR/one.png --fmr 1e-4 --calibration DIR/nowhere.json | 2 | The calibration DIR/nowhere.json cannot be read; check that it exists and may be read.
            compare DIR/one.png DIR/one.png --calibration DIR/nowhere.json | 2 | --calibration requires a rate; give for example --fmr 1e-4
            compare DIR/one.png DIR/one.png --fmr 1e-9 | 2 | No threshold is known at false match rate 0.000000001 for the scale local/MODEL/COMPARE: its table supports rates from 0.00001 to 0.01 and is not extrapolated; choose a rate within, or measure on labeled pairs of your own.
            compare DIR/one.png DIR/one.png --threshold 7 | 2 | --threshold must be in [-1, 1] on the scale local/MODEL/COMPARE but was 7
            compare DIR/one.png DIR/one.png --exit-code | 2 | --exit-code requires a decision; give --fmr RATE, for example --fmr 1e-4, or --threshold X
            compare DIR/one.png DIR/one.png --provider foo | 2 | --provider must be one of the providers aws, azure, local, scripted, tencent but was "foo"
            compare nowhere.png nowhere.png --provider azur | 2 | --provider must be one of the providers aws, azure, local, scripted, tencent but was "azur"; did you mean azure?
            compare DIR/one.png DIR/one.png --fmr 1e-4 --failover loca | 2 | --failover must be one of the providers aws, azure, local, scripted, tencent but was "loca"; did you mean local?
            compare DIR/nowhere.png DIR/one.png | 3 | DIR/nowhere.png: the file cannot be read; check that it exists, is a file and may be read.
            compare DIR/one.png DIR/notes.txt | 3 | DIR/notes.txt: the bytes are text (not markup), not an image; check where they came from and send a JPEG or PNG.
            compare DIR/one.png DIR/one.png | 3 | No face was found in the reference image; capture an image with the face frontal, well lit and larger in the frame.
            compare DIR/one.png DIR/one.png --region eu-west-1 | 2 | --region, --endpoint and --set configure a service; name it with --provider
            compare DIR/one.png DIR/one.png --models DIR | 4 | The model file DIR/fr_detect.onnx cannot be read; "facebridge models fetch DIR" gets the pinned files.
            liveness DIR/one.png --provider scripted | 2 | Provider scripted does not offer liveness of images; "facebridge capabilities" lists what each provider offers.
            enroll staff ada DIR/one.png --quality leniant --provider scripted | 2 | --quality must be enroll, probe, lenient or off but was "leniant"; did you mean lenient?
            enroll staff ada --provider scripted | 2 | The person or the images are missing; give PERSON and IMAGE, or --from
            enroll staff ada DIR/one.png --from DIR/people --provider scripted | 2 | --from names the people and images; give only the gallery with it
            enroll staff --from DIR/nowhere --provider scripted | 2 | DIR/nowhere cannot be read (no such file); check that it exists and is readable.
            enroll staff --from DIR/store --provider scripted | 2 | DIR/store contains no image in a person's folder; expected is a folder for each person, named with the person's id, with the person's images directly in it: FOLDER/PERSON/IMAGE, such as people/ada/1.jpg; or a list of person,image
            enroll staff ada DIR/one.png --journal DIR/j | 2 | --journal requires --from; give --from FOLDER or --from LIST.csv
            enroll nowhere ada DIR/one.png --provider scripted | 2 | There is no such gallery: "nowhere"; create it first, or list the existing galleries.
            gallery list | 2 | Provider local does not offer galleries without a store; give --store DIR.
            gallery list --provider aws | 2 | A region is missing; give --region REGION, for example "eu-west-1"
            gallery list --provider azure | 2 | An endpoint is missing; give --endpoint URL, for example "https://NAME.cognitiveservices.azure.com", or set AZURE_FACE_ENDPOINT in the environment
            gallery list --provider scripted --set smallestFce=1 | 2 | Unknown setting 'smallestFce' of provider scripted; did you mean 'smallestFace'? known: region, endpoint, minLivenessConfidence, smallestFace, searchThreads
            gallery list --provider azure --set foo=1 | 2 | Unknown setting 'foo' of provider azure; known: endpoint, keyFile, limitedAccessTokenFile, certificate, detectionModel, recognitionModel, searchOfUntrained, trainingDelay, correlationIds, deleteSessionsAfterReading, galleryPrefix, maxAnswerBytes, deadline, maxAttempts, backoffBase, backoffCap, maxConcurrentCalls, rateLimit, unlimitedRate, circuitBreakingFailurePercent, circuitBreakingWindow, circuitBreakingMinimumCalls, circuitBreakingOpenFor, noCircuitBreaker, withoutListeners
            gallery list --provider azure --set keyy=1 | 2 | Unknown setting 'keyy' of provider azure; known: endpoint, keyFile, limitedAccessTokenFile, certificate, detectionModel, recognitionModel, searchOfUntrained, trainingDelay, correlationIds, deleteSessionsAfterReading, galleryPrefix, maxAnswerBytes, deadline, maxAttempts, backoffBase, backoffCap, maxConcurrentCalls, rateLimit, unlimitedRate, circuitBreakingFailurePercent, circuitBreakingWindow, circuitBreakingMinimumCalls, circuitBreakingOpenFor, noCircuitBreaker, withoutListeners
            gallery list --provider local,store=DIR/store | 2 | --provider must be the name of a provider alone but begins with "local" and a comma; give each setting with --set NAME=VALUE
            gallery list --store DIR/gg | 2 | There is no store DIR/gg; name another with --store
            gallery list --provider local --set store=DIR/gg | 2 | There is no store DIR/gg; name another with --store
            compare DIR/one.png DIR/one.png --fmr 1e-4 --failover azure:key=hush | 2 | --failover must be one of the providers aws, azure, local, scripted, tencent but was "azure:key=(not shown, because it may be a key)"; a comma separates the name from the settings
            compare DIR/one.png DIR/one.png --fmr 1e-4 --failover azure,key=hush | 2 | The setting key of the provider azure must not give a secret, because other users of this machine can read command lines; put it into a file of its own and give azure,keyFile=FILE, or into the vendor's environment variable (AWS_SECRET_ACCESS_KEY, TENCENTCLOUD_SECRET_KEY, AZURE_FACE_KEY)
            gallery list --provider local --set smallestFace=small | 2 | Setting 'smallestFace' of provider local must be a number but was "small"
            gallery list --provider scripted --set aHVzaGh1c2hodXNo | 2 | --set requires NAME=VALUE, but one value has no name and equals sign; it is not shown because it may be a secret
            gallery list --provider aws --region eu-west-1 --access-key hush | 2 | Unknown option --access-key; a key is never an option, because other users can read command lines: set it in the environment, for example in AWS_SECRET_ACCESS_KEY, or name its file with --set keyFile=FILE
            gallery list --provider scripted --models DIR | 2 | --models is an option of the local provider, and the provider is scripted; leave it out, or give --provider local
            gallery create staff --provider scripted | 2 | There is such a gallery already: "staff"; use it, remove it first, or choose another id.
            gallery create --provider scripted | 2 | GALLERY is missing; usage: facebridge gallery create GALLERY [OPTION...]
            gallery info nowhere --store DIR/store | 2 | There is no such gallery: "nowhere"; create it first, or list the existing galleries.
            gallery delete staff --provider scripted | 2 | This deletes gallery "staff" and all people in it; confirm with --yes
            gallery export nowhere DIR/new.fbg --store DIR/store | 2 | There is no such gallery: "nowhere"; create it first, or list the existing galleries.
            gallery import staff DIR/nowhere.fbg --store DIR/store | 2 | The file DIR/nowhere.fbg does not exist; name a file that gallery export wrote
            gallery backup DIR/copy --provider aws | 2 | The provider aws keeps no galleries in a folder; only the local provider does
            gallery backup DIR/copy --store DIR/nowhere | 2 | The folder DIR/nowhere does not exist; name the folder of the galleries with --store
            gallery reseal --store DIR/store | 2 | The key to seal with is missing; give --store-key-file NAME=FILE
            gallery reseal --store DIR/store --store-key-file 2027=DIR/short.key | 2 | A key must have 16, 24 or 32 bytes, as of openssl rand -base64 32, but "2027" has 5
            gallery reseal --store DIR/store --store-key-file DIR/short.key | 2 | --store-key-file must be NAME=FILE, with the file that holds it
            gallery migrate staff --images DIR/people --journal DIR/j | 2 | --to NAME[,SETTING=VALUE...] is missing; usage: facebridge gallery migrate --to NAME[,SETTING=VALUE...] --images FOLDER --journal FILE GALLERY [OPTION...]
            gallery migrate staff --to foo,region=here --images DIR/people --journal DIR/j | 2 | --to must be one of the providers aws, azure, local, scripted, tencent but was "foo"
            gallery migrate staff --to local --images DIR/store --journal DIR/j --provider scripted | 2 | --images DIR/store contains no image in a person's folder; expected is FOLDER/PERSON/IMAGE, such as people/ada/1.jpg
            persons nowhere --provider scripted | 2 | There is no such gallery: "nowhere"; create it first, or list the existing galleries.
            remove nowhere ada --provider scripted --yes | 2 | There is no such gallery: "nowhere"; create it first, or list the existing galleries.
            verify staff nemo DIR/one.png --provider scripted | 2 | There is no such person in the gallery; enroll the person first.
            verify nowhere ada DIR/one.png --store DIR/store | 2 | There is no such gallery: "nowhere"; create it first, or list the existing galleries.
            identify staff --provider scripted | 2 | A search requires at least one gallery, followed by an image, but was given only "staff"
            identify staff DIR/one.png --top many --provider scripted | 2 | --top must be a whole number but was "many"
            identify staff DIR/one.png --top 99999999999 --provider scripted | 2 | --top must be at most 2147483647 but was "99999999999"
            identify staff DIR/one.png --top 0 --provider scripted | 2 | --top must be 1 or more but was 0
            identify staff DIR/one.png --fpir 0.1 --fmr 0.1 --provider scripted | 2 | --fpir, --fmr and --threshold are mutually exclusive; give one of them
            identify staff DIR/one.png --references 9 --provider scripted | 2 | --references requires --fpir; give the rate with --fpir RATE
            duplicates staff --provider scripted | 2 | A threshold is required for a pair; give --fmr RATE or --threshold X
            erase ada --provider scripted --yes | 2 | Verification by search requires an image of the person; give --probe, or --without-searching
            erase ada --probe DIR/nowhere.png --provider scripted --yes | 3 | DIR/nowhere.png: the file cannot be read; check that it exists, is a file and may be read.
            erase ada --without-searching --journal DIR/nowhere --provider scripted --yes | 2 | The journal DIR/nowhere does not exist; name a journal of enroll or gallery migrate
            erase ada --without-searching --also tencen --provider scripted --yes | 2 | --also must be one of the providers aws, azure, local, scripted, tencent but was "tencen"; did you mean tencent?
            liveness-session open --provider scripted | 2 | SUBJECT is missing; usage: facebridge liveness-session open SUBJECT [OPTION...]
            liveness-session result done --provider scripted | 2 | --subject S and --expires-at TIME are missing; usage: facebridge liveness-session result --subject S --expires-at TIME ID [OPTION...]
            liveness-session result done --subject s --expires-at soon --provider scripted | 2 | --expires-at must be a time such as 2030-01-31T12:00:00Z but was "soon"
            liveness-session result gone --subject s --expires-at 2030-01-31T12:00:00Z --provider scripted | 2 | There is no such liveness session; sessions do not live long; open a new one.
            evaluate DIR/people --provider scripted | 2 | --out FILE is missing; usage: facebridge evaluate --out FILE FOLDER|PAIRS.txt [OPTION...]
            evaluate DIR/nowhere --out DIR/new.csv --provider scripted | 2 | DIR/nowhere does not exist; name a folder of people's folders, or a file of pairs.
            evaluate DIR/people --out DIR/nowhere/new.csv --provider scripted | 4 | DIR/nowhere/new.csv cannot be written: there is no folder DIR/nowhere; make it, or name another.
            evaluate DIR/people --out DIR/new.csv --mated 0 --provider scripted | 2 | --mated must be 1 or more but was 0
            tune DIR/nowhere.csv | 2 | nowhere.csv cannot be read; check that it exists, is readable, and is complete.
            tune DIR/notes.txt | 2 | Line 1 of notes.txt has 2 words; it must have a header that names score and label, or four or five columns: claimed, (model,) real, probe, score.
            tune DIR/scores.csv --prevalence 2 | 2 | --prevalence must be greater than 0 and less than 1 but was 2
            tune DIR/scores.csv --prevalence half | 2 | --prevalence must be a number, for example 0.5, but was "half"
            tune DIR/scores.csv --calibration-out DIR/c.json --valid-until soon | 2 | --valid-until must be a day such as 2027-03-31 but was "soon"
            tune DIR/scores.csv --rates 1e-2,much | 2 | --rates must be numbers, for example 1e-3,1e-4, but one is "much"
            tune DIR/scores.csv --report DIR/nowhere/report.html | 4 | DIR/nowhere/report.html cannot be written: there is no folder DIR/nowhere; make it, or name another.
            audit verify DIR/decisions.jsonl --key-file 2026=DIR/nowhere.key | 2 | DIR/nowhere.key cannot be read; check that it may be read, or name another file.
            audit verify DIR/decisions.jsonl --key-env 2026=NO_SUCH_VARIABLE | 2 | The environment has no variable NO_SUCH_VARIABLE for the key 2026; set it, or name another one with --key-env ID=NAME
            audit verify DIR/decisions.jsonl --anchor 3 | 2 | --anchor must be a number of records, a colon and 64 hexadecimal digits, as written by "facebridge audit anchor", but was "3"
            audit verify DIR/nowhere.jsonl | 4 | There is no decision log DIR/nowhere.jsonl; name the file by which it was opened.
            audit anchor DIR/decisions.jsonl --after-anchr 3 | 2 | Unknown option --after-anchr; did you mean --after-anchor?
            audit export DIR/decisions.jsonl --since yesterday | 2 | --since must be a time such as 2026-11-01T00:00:00Z but was yesterday
            audit forget DIR/decisions.jsonl | 2 | PERSON is missing; usage: facebridge audit forget LOG PERSON [OPTION...]
            capabilities --region eu-west-1 | 2 | --region, --endpoint and --set configure a service; name it with --provider
            models fetch | 2 | DIR is missing; usage: facebridge models fetch DIR [OPTION...]
            emulate aws | 2 | --test-secret-key TEXT and --test-access-key TEXT are missing; usage: facebridge emulate aws --test-secret-key TEXT --test-access-key TEXT [OPTION...]
            emulate aws --test-access-key test --test-secret-key test --port http | 2 | --port must be a whole number but was "http"
            emulate aws --test-access-key test --test-secret-key test --port 70000 | 2 | --port must be in [0, 65535] but was 70000
            emulate tencent --test-access-key test | 2 | --test-secret-key TEXT is missing; usage: facebridge emulate tencent --test-secret-key TEXT --test-access-key TEXT [OPTION...]
            emulate azure --test-secret-key test --region westeurope | 2 | Unknown option --region
            emulate azur | 2 | Unknown command "azur" of "facebridge emulate"; did you mean azure?
            detect DIR/one.png --draw DIR/nowhere/out.png --provider scripted | 4 | DIR/nowhere/out.png cannot be written: there is no folder DIR/nowhere; make it, or name another.
            detect DIR/one.png DIR/one.png --draw DIR/out.png --provider scripted | 2 | --draw requires exactly one image but was given 2
            detect DIR/one.png --draw DIR/one.png --provider scripted | 2 | --draw must not overwrite the image; name another file
            completion tcsh | 2 | SHELL must be bash, zsh or fish but was "tcsh"
            config show --profile nowhere | 2 | The profile nowhere (--profile) does not exist, because there is no configuration file FILE; write it, or name no profile.
            config path --jsn | 2 | Unknown option --jsn; did you mean --json?
            config shov | 2 | Unknown command "shov" of "facebridge config"; did you mean show?
            redact DIR/one.png --out DIR/copies --style smear --provider scripted | 2 | --style must be solid, pixelate or blur but was "smear"
            redact DIR/one.png --out DIR/copies --except-enrolled staff --provider scripted | 2 | --except-enrolled requires a rate; give for example --fpir 1e-4
            retention --gallery staff --records DIR/nowhere.csv --provider scripted | 2 | DIR/nowhere.csv cannot be read; check that it may be read, or name another file.
            retention --gallery staff --provider scripted | 2 | --records RECORDS.csv is missing; usage: facebridge retention --gallery GALLERY --records RECORDS.csv [OPTION...]
            detect DIR/one.png --overwrite --provider scripted | 2 | --overwrite requires --draw; give --draw OUT.png, or leave it out
            compare DIR/one.png DIR/one.png --exit-code --provider scripted | 2 | --exit-code requires a decision; give --fmr RATE, for example --fmr 1e-4, or --threshold X
            """;

    @Test
    void each_answers_one_line_that_names_the_value_and_a_remedy() {
        List<String> wrong = new ArrayList<>();
        for (String text : TABLE.lines().toList()) {
            Row row = Row.of(text);
            Run run = run(row.commandLine());
            Row seen = new Row(row.commandLine(), run.exitCode(), shown(run.err()));
            System.out.printf("%s%n    %d  %s%n", seen.commandLine(), seen.exitCode(), seen.line());
            if (!seen.equals(row) || !run.out().isEmpty() || run.errorLines().size() != 1) {
                wrong.add(seen + " instead of " + row + run.out());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(TABLE.lines().count()).isGreaterThan(100);
    }

    /** The line itself: {@link Run} rejects names of Java in every one. */
    @Test
    void each_line_is_a_sentence_without_words_of_the_parser_a_stack_trace_or_a_record() {
        for (String text : TABLE.lines().toList()) {
            assertThat(Row.of(text).line())
                    .matches("[A-Z\"-].*|DIR/.*|[\\w.-]+\\.\\w+[: ].*")
                    .doesNotContainIgnoringCase("possible solutions")
                    .doesNotContainPattern("\\bat \\w+\\.\\w+|Invalid value|Unmatched|\\w\\[\\w+=")
                    .doesNotContain("hush", "aHVzaGh1");
        }
    }

    @Test
    void every_command_has_a_wrong_command_line() {
        Set<String> missing = new TreeSet<>(HelpPageTest.names());
        missing.removeIf(name -> name.isEmpty() || TABLE.lines().anyMatch(row -> row.startsWith(name + " ")));

        assertThat(missing).isEmpty();
    }

    private Run run(String commandLine) {
        return Run.of((Object[]) commandLine.replace("DIR", folder.toString()).split(" "));
    }

    /** Without the pointer to the help, and without what differs from machine to machine. */
    private String shown(String err) {
        return err.strip()
                .replace(folder.toString(), "DIR")
                .replaceFirst(" \\(see \"facebridge[^\"]* --help\"\\)\\.$", "")
                .replaceFirst("configuration file \\S+;", "configuration file FILE;")
                .replaceAll("local/[0-9a-f]{16}/", "local/MODEL/");
    }
}
