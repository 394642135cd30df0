package io.facebridge.examples;

import io.facebridge.gallery.PersonId;
import io.facebridge.operations.audit.AuditEvent;
import io.facebridge.operations.audit.DecisionLog;
import io.facebridge.operations.audit.DecisionLogCheckpoint;
import io.facebridge.operations.audit.DecisionLogExport;
import io.facebridge.operations.audit.DecisionLogKey;
import io.facebridge.operations.audit.DecisionLogVerdict;
import io.facebridge.operations.audit.DecisionLogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed audit log: written in files of limited size, verified with its key and a checkpoint that was kept elsewhere, and still
 * in order after a person was erased from it. Makes no remote call.
 */
@SuppressWarnings("SystemOut")
public final class SignedAuditLog {
    private SignedAuditLog() {}

    /**
     * Writes, verifies, erases and exports.
     *
     * @param args not used
     * @throws IOException if there is no room for the log
     */
    public static void main(String[] args) throws IOException {
        Path log = Files.createTempDirectory("facebridge-audit").resolve("decisions.jsonl");
        Clock clock = Clock.systemUTC();
        byte[] secret = new byte[DecisionLogKey.MIN_BYTES];
        new SecureRandom().nextBytes(secret); // an application takes it from its key store
        DecisionLogKey key = DecisionLogKey.of("2026-11", secret);
        List<DecisionLogCheckpoint> elsewhere = new ArrayList<>(); // an application keeps them in another system

        try (DecisionLog open = DecisionLog.builder(log)
                .key(key)
                .maxRecordsPerFile(2)
                .checkpoints(100, elsewhere::add)
                .open()) {
            for (String person : List.of("p-17", "p-18", "p-17")) {
                open.onEvent(AuditEvent.builder(AuditEvent.Kind.ENROLLMENT, clock.instant())
                        .withRequester("operator 7")
                        .person(new PersonId(person))
                        .build());
            }
            System.out.println("erased from " + open.erase(new PersonId("p-17")) + " records");
        }

        DecisionLogVerdict verdict = DecisionLogVerifier.of(log)
                .keys(key)
                .checkpoints(elsewhere.toArray(DecisionLogCheckpoint[]::new))
                .verify();
        System.out.println(verdict.inOrder() ? "in order" : "not in order: " + verdict.faults());
        System.out.println(verdict.signedRecords() + " records signed, " + verdict.erasedIds() + " ids erased");

        StringBuilder export = new StringBuilder();
        DecisionLogExport.of(log).events("ENROLLMENT").writeTo(export);
        System.out.println(
                export.toString().lines().filter(line -> line.contains("p-18")).count() + " of "
                        + export.toString().lines().count() + " exported records name p-18");
    }
}
