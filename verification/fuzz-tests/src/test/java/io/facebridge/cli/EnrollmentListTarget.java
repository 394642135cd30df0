package io.facebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.fuzz.FuzzTarget;
import io.facebridge.fuzz.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;

/** Lists of persons and images, as {@code enroll --from} takes them. */
public final class EnrollmentListTarget implements FuzzTarget {
    /** A command that takes these options, whose usage is shown where they are wrong. */
    @CommandLine.Command(name = "tests")
    private static final class Asked {
        @CommandLine.Mixin
        private final ProviderOptions options = new ProviderOptions();
    }

    private final Path file;
    private final Asked asked = new Asked();

    /** Writes inputs into this folder. */
    public EnrollmentListTarget(Path folder) {
        file = folder.resolve("people.csv");
        var unused = new CommandLine(asked); // makes them options of a command
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        byte[] list = Input.bytes("person,image\nada,ada/1.jpg\n\"bob, jr\",\"b \"\"1\"\".png\"\n");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(list);
        }
        return List.of(
                list,
                Input.bytes("ada,ada/1.jpg\r\nbob,b.jpg\r\n"),
                Input.bytes("\uFEFFIMAGE , note, person\nada.jpg , ,ada\n\n"),
                Input.bytes("person;image\nada;1.jpg\n"),
                "person,image\nada,1.jpg\n".getBytes(StandardCharsets.UTF_16),
                "J\u00f6rg,1.jpg\n".getBytes(StandardCharsets.ISO_8859_1),
                packed.toByteArray());
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        Files.write(file, input);
        List<EnrollmentList.Item> items;
        try {
            items = EnrollmentList.read(asked.options, file);
        } catch (CommandFailedException e) {
            assertThat(e.failure().exitCode()).isEqualTo(Failure.USAGE);
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (CommandLine.ParameterException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
        assertThat(items).isNotEmpty().allSatisfy(item -> {
            assertThat(item.person()).isNotEmpty();
            assertThat(item.shown()).isNotEmpty();
            assertThat(item.file()).isNotEmpty();
            assertThat(item.problem()).isNull();
        });
        return true;
    }
}
