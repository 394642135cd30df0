package io.facebridge.local.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.facebridge.local.ModelException;
import io.facebridge.local.NativeLibraryException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads the native libraries, which their jars unpack into a temporary folder. What fails there is an Error of one kind the first
 * time and of another each further time, or is taken for a damaged database: here it is one exception, whose message depends on
 * the state of the folder only.
 */
final class NativeLibraryFactory {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String SQLITE_TEMPORARY = "org.sqlite.tmpdir";
    private static final String ONNX_RUNTIME_LIBRARIES = "onnxruntime.native.path";
    private static final int ONNX_RUNTIME_MEGABYTES = 40;
    private static final int SQLITE_MEGABYTES = 2;
    private static final int MEGABYTE = 1_000_000;

    private NativeLibraryFactory() {}

    /** The environment of all networks, with the library's events switched off. */
    static OrtEnvironment onnxRuntime() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            return environment;
        } catch (LinkageError e) {
            String libraries = System.getProperty(ONNX_RUNTIME_LIBRARIES);
            throw failed(
                    "ONNX Runtime",
                    TEMPORARY,
                    libraries == null
                            ? ""
                            : ", or from " + libraries + " (system property " + ONNX_RUNTIME_LIBRARIES + ")",
                    TEMPORARY,
                    ONNX_RUNTIME_MEGABYTES,
                    e);
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime cannot be started: " + e.getMessage(), e);
        }
    }

    /** Loads the library of SQLite unless it is there. */
    static void requireSqlite() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw failed(
                    "SQLite",
                    System.getProperty(SQLITE_TEMPORARY) == null ? TEMPORARY : SQLITE_TEMPORARY,
                    "",
                    SQLITE_TEMPORARY,
                    SQLITE_MEGABYTES,
                    e);
        }
    }

    private static NativeLibraryException failed(
            String library, String property, String elsewhere, String remedy, int megabytes, Throwable cause) {
        String folder = System.getProperty(property, "");
        return new NativeLibraryException(
                library + "'s native library cannot be unpacked into, or loaded from, " + folder + " (system property "
                        + property + ")" + elsewhere + ": " + complaint(folder, megabytes) + "; start Java with -D"
                        + remedy + "=FOLDER, one that can be written, has " + megabytes
                        + " MB of room and is not mounted noexec",
                cause);
    }

    private static String complaint(String name, int megabytes) {
        try {
            Path folder = Path.of(name);
            if (!Files.exists(folder)) {
                return "the folder is not there";
            }
            if (!Files.isDirectory(folder)) {
                return "it is not a folder";
            }
            Files.delete(Files.createTempFile(folder, "facebridge", ".tmp"));
            long left = Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
            return left < megabytes
                    ? "it has no room, " + left + " MB of the " + megabytes + " MB needed"
                    : "it is mounted noexec, or the library is not made for this system (Linux with glibc, macOS or Windows)";
        } catch (FileSystemException e) {
            return "nothing can be written there ("
                    + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()) + ")";
        } catch (IOException | InvalidPathException e) {
            return "nothing can be written there (" + e.getClass().getSimpleName() + ")";
        }
    }
}
