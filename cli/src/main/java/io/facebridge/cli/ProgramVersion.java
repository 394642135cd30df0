package io.facebridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit that the build wrote into the jar, and the Java and system that run it. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        }
        return lines(build, System.getProperties());
    }

    static String[] lines(Properties build, Properties system) {
        String version = written(build, "version").orElse("(unknown version)");
        return new String[] {
            "facebridge " + version
                    + written(build, "commit")
                            .map(commit -> " (commit " + commit + ")")
                            .orElse(""),
            "Java       " + system.getProperty("java.version") + " (" + system.getProperty("java.vendor") + ", "
                    + system.getProperty("java.vm.name") + ")",
            "system     " + system.getProperty("os.name") + " " + system.getProperty("os.version") + " "
                    + system.getProperty("os.arch").toLowerCase(Locale.ROOT)
        };
    }

    /** Returns what the build wrote; nothing where it could not find it out, as the commit without a repository. */
    private static Optional<String> written(Properties build, String name) {
        return Optional.ofNullable(build.getProperty(name)).filter(value -> !value.isBlank() && !value.contains("${"));
    }
}
