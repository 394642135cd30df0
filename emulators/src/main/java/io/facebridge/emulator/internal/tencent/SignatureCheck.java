package io.facebridge.emulator.internal.tencent;

import io.facebridge.emulator.internal.Hashes;
import io.facebridge.emulator.internal.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TC3-HMAC-SHA256 from the server's side. The service's name is taken from the credential, because clients derive it from
 * the host that they were pointed at.
 */
final class SignatureCheck {
    private static final String ALGORITHM = "TC3-HMAC-SHA256";
    private static final String TERMINATOR = "tc3_request";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern AUTHORIZATION =
            Pattern.compile(ALGORITHM + "\\s+Credential=([^/,\\s]+)/(\\d{4}-\\d\\d-\\d\\d)/([^/,\\s]+)/" + TERMINATOR
                    + "\\s*,\\s*SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([0-9a-f]{64})\\s*");

    private final String secretId;
    private final String secretKey;
    private final Clock clock;

    SignatureCheck(String secretId, String secretKey, Clock clock) {
        this.secretId = secretId;
        this.secretKey = secretKey;
        this.clock = clock;
    }

    /**
     * Checks a request.
     *
     * @throws RefusedException if the service rejects it
     */
    void check(HttpCall call) {
        String authorization = call.header("Authorization");
        Matcher parts = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
        if (!parts.matches()) {
            throw RefusedException.signature("InvalidAuthorization", "The header Authorization is invalid.");
        }
        if (!Hashes.same(secretId, parts.group(1))) {
            throw RefusedException.signature("SecretIdNotFound", "The secret id does not exist.");
        }
        Instant time = time(call);
        if (Duration.between(time, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            throw RefusedException.signature(
                    "SignatureExpire", "The signature has expired: the times differ by more than five minutes.");
        }
        String date = parts.group(2);
        String service = parts.group(3);
        List<String> signed = List.of(parts.group(4).toLowerCase(Locale.ROOT).split(";"));
        if (!LocalDate.ofInstant(time, ZoneOffset.UTC).toString().equals(date)
                || !signed.contains("content-type")
                || !signed.contains("host")) {
            throw wrong();
        }
        String scope = date + "/" + service + "/" + TERMINATOR;
        byte[] key = Hashes.hmacSha256(("TC3" + secretKey).getBytes(StandardCharsets.UTF_8), date);
        byte[] signing = Hashes.hmacSha256(Hashes.hmacSha256(key, service), TERMINATOR);
        // Some clients sign the host's name alone, which is the whole header where the port is that of the scheme.
        boolean right = Stream.of(true, false)
                .map(withPort -> canonical(call, signed, withPort))
                .map(canonical -> String.join(
                        "\n",
                        ALGORITHM,
                        Long.toString(time.getEpochSecond()),
                        scope,
                        Hashes.sha256(canonical.getBytes(StandardCharsets.UTF_8))))
                .anyMatch(text -> Hashes.same(Hashes.hex(Hashes.hmacSha256(signing, text)), parts.group(5)));
        if (!right) {
            throw wrong();
        }
    }

    private static RefusedException wrong() {
        return RefusedException.signature(
                "SignatureFailure",
                "The provided credentials could not be validated. Please check your signature is correct.");
    }

    private static Instant time(HttpCall call) {
        String seconds = call.header("X-TC-Timestamp");
        if (seconds == null || !seconds.matches("\\d{1,12}")) {
            throw new RefusedException("MissingParameter", "The header X-TC-Timestamp is required.");
        }
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    private static String canonical(HttpCall call, List<String> signed, boolean withPort) {
        int query = call.url().indexOf('?');
        String headers = signed.stream()
                .map(name -> name + ":" + value(call, name, withPort) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                call.method(),
                "/",
                query < 0 ? "" : call.url().substring(query + 1),
                headers,
                String.join(";", signed),
                Hashes.sha256(call.body()));
    }

    /** In lower case, as the vendor's recipe has it. */
    private static String value(HttpCall call, String header, boolean withPort) {
        String value = call.header(header);
        if (value == null) {
            return "";
        }
        String lower = value.strip().toLowerCase(Locale.ROOT);
        return header.equals("host") && !withPort ? lower.replaceFirst(":\\d+$", "") : lower;
    }
}
