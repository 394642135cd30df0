package io.facebridge.emulator.internal.aws;

import io.facebridge.emulator.internal.Hashes;
import io.facebridge.emulator.internal.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** AWS Signature Version 4 from the server's side, for requests that carry it in the header {@code Authorization}. */
final class SignatureCheck {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "rekognition";
    private static final String TERMINATOR = "aws4_request";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ANY_REGION = "us-east-1";
    private static final Pattern REGION = Pattern.compile("Credential=[^/,\\s]+/[0-9]+/([a-z0-9-]+)/");
    private static final Pattern AUTHORIZATION = Pattern.compile(
            ALGORITHM + "\\s+Credential=([^,\\s]+)\\s*,\\s*SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([0-9a-f]+)\\s*");

    private final String accessKey;
    private final String secretKey;
    private final @Nullable String region;
    private final Clock clock;

    /** Accepts what was signed with this key, for this region or, if it is null, for any. */
    SignatureCheck(String accessKey, String secretKey, @Nullable String region, Clock clock) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
        this.clock = clock;
    }

    /** The region that a request names, signed or not; one of the vendor's where it names none. */
    static String region(HttpCall call) {
        Matcher credential = REGION.matcher(Objects.requireNonNullElse(call.header("Authorization"), ""));
        return credential.find() ? credential.group(1) : ANY_REGION;
    }

    /** The five parts of a credential. */
    private record Scope(String key, String date, String region, String service, String terminator) {
        String text() {
            return String.join("/", date, region, service, terminator);
        }
    }

    /**
     * Checks a request.
     *
     * @throws RefusedException if the service rejects it
     */
    void check(HttpCall call) {
        String authorization = call.header("Authorization");
        if (authorization == null) {
            throw RefusedException.noSignature();
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            throw RefusedException.incompleteSignature(
                    "Authorization header requires '" + ALGORITHM + "' with Credential, SignedHeaders and Signature.");
        }
        Scope scope = scope(parts.group(1));
        if (!scope.key.equals(accessKey) || call.header("X-Amz-Security-Token") != null) {
            throw RefusedException.unknownKey();
        }
        String date = call.header("X-Amz-Date");
        if (date == null) {
            throw RefusedException.incompleteSignature("Authorization header requires existence of an 'X-Amz-Date'.");
        }
        checkTime(date);
        checkScope(scope, date);
        List<String> signed = List.of(parts.group(2).split(";"));
        if (!signed.contains("host") || !signed.contains("x-amz-date")) {
            throw RefusedException.signature("'Host' and 'X-Amz-Date' must be among the signed headers.");
        }
        String text = String.join(
                "\n",
                ALGORITHM,
                date,
                scope.text(),
                Hashes.sha256(canonical(call, signed).getBytes(StandardCharsets.UTF_8)));
        String expected = Hashes.hex(Hashes.hmacSha256(signingKey(scope), text));
        if (!Hashes.same(expected, parts.group(3))) {
            throw RefusedException.signature("The request signature we calculated does not match the signature you"
                    + " provided. Check your AWS Secret Access Key and signing method.");
        }
    }

    private static Scope scope(String credential) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5) {
            throw RefusedException.incompleteSignature(
                    "Credential must have exactly 5 slash-delimited elements but has " + parts.length + ".");
        }
        return new Scope(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private void checkTime(String date) {
        Instant signed;
        try {
            signed = TIME.parse(date, Instant::from);
        } catch (DateTimeParseException e) {
            throw RefusedException.incompleteSignature("Date must be in ISO-8601 'basic format'.");
        }
        Instant now = clock.instant();
        if (signed.isBefore(now.minus(TOLERANCE))) {
            throw RefusedException.signature("Signature expired: " + date + " is now earlier than "
                    + TIME.format(now.minus(TOLERANCE)) + " (" + TIME.format(now) + " - 5 min.)");
        }
        if (signed.isAfter(now.plus(TOLERANCE))) {
            throw RefusedException.signature("Signature not yet current: " + date + " is still later than "
                    + TIME.format(now.plus(TOLERANCE)) + " (" + TIME.format(now) + " + 5 min.)");
        }
    }

    private void checkScope(Scope scope, String date) {
        if (!date.startsWith(scope.date)) {
            throw RefusedException.signature("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of"
                    + " date from HTTP: '" + scope.date + "' != '" + date.substring(0, 8) + "'.");
        }
        if (region != null && !region.equals(scope.region)) {
            throw RefusedException.signature(
                    "Credential should be scoped to a valid region, not '" + scope.region + "'.");
        }
        if (!scope.service.equals(SERVICE)) {
            throw RefusedException.signature("Credential should be scoped to correct service: '" + SERVICE + "'.");
        }
        if (!scope.terminator.equals(TERMINATOR)) {
            throw RefusedException.signature("Credential should be scoped with a valid terminator: '" + TERMINATOR
                    + "', not '" + scope.terminator + "'.");
        }
    }

    private static String canonical(HttpCall call, List<String> signed) {
        String headers = new TreeSet<>(signed)
                .stream().map(name -> name + ":" + value(call, name) + "\n").collect(Collectors.joining());
        int query = call.url().indexOf('?');
        return String.join(
                "\n",
                call.method(),
                query < 0 ? call.url() : call.url().substring(0, query),
                query < 0 ? "" : call.url().substring(query + 1),
                headers,
                String.join(";", new TreeSet<>(signed)),
                Hashes.sha256(call.body()));
    }

    private static String value(HttpCall call, String header) {
        return call.headers(header).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    private byte[] signingKey(Scope scope) {
        byte[] ofDate = Hashes.hmacSha256(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), scope.date);
        return Hashes.hmacSha256(Hashes.hmacSha256(Hashes.hmacSha256(ofDate, scope.region), scope.service), TERMINATOR);
    }
}
