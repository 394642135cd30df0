package io.facebridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.facebridge.operations.privacy.ErasureReceipt;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Receipts of erasures as JSON, with the checksum as it is and made right. */
final class ReceiptTarget implements FuzzTarget {
    private static final String SUM = ",\"sha256\":\"";

    @Override
    public List<byte[]> seeds() {
        String head = "{\"format\":\"facebridge erasure receipt 1\",\"id\":\"6f9619ff-8b86-d011-b42d-00c04fc964ff\","
                + "\"person\":\"ada\",\"begunAt\":\"2026-11-25T08:00:00Z\",\"complete\":";
        String done =
                "{\"provider\":\"aws\",\"gallery\":\"staff\",\"state\":\"REMOVED\",\"listed\":\"2026-11-25T08:00:01Z\","
                        + "\"search\":\"PROVEN\",\"searched\":\"2026-11-25T08:00:02Z\",\"reason\":\"\"}";
        String open =
                "{\"provider\":\"azure\",\"gallery\":\"\",\"state\":\"FAILED\",\"listed\":\"\",\"search\":\"NOT_YET\","
                        + "\"searched\":\"\",\"reason\":\"ThrottledException 429\",\"faces\":\"1%2F2 b\"}";
        String headOf2 = head.replace("receipt 1", "receipt 2");
        String counted = "{\"name\":\"records\",\"state\":\"REMOVED\",\"removed\":\"3\","
                + "\"counted\":\"2026-11-25T08:00:03Z\",\"reason\":\"\"}";
        String kept = "{\"name\":\"backups\",\"state\":\"KEPT\",\"removed\":\"0\",\"counted\":\"\","
                + "\"reason\":\"overwritten after 30 days\"}";
        String left = "{\"name\":\"queue\",\"state\":\"STILL_FOUND\",\"removed\":\"2\",\"counted\":\"\","
                + "\"reason\":\"2 left\"}";
        String headOf3 = head.replace("receipt 1", "receipt 3").replace("begunAt", "startedAt");
        String verified = done.replace("listed", "listingVerifiedAt")
                .replace("searched", "searchVerifiedAt")
                .replace("PROVEN", "VERIFIED");
        String excluded = kept.replace("KEPT", "EXCLUDED")
                .replace("removed", "removedRecords")
                .replace("counted", "verifiedAt");
        return List.of(
                sealed(headOf3 + "true,\"galleries\":[" + verified + "],\"stores\":[" + excluded + "]}"),
                sealed(headOf2 + "true,\"places\":[" + done + "],\"furtherPlaces\":[" + kept + "," + counted + "]}"),
                sealed(headOf2 + "false,\"places\":[" + done + "],\"furtherPlaces\":[" + left + "]}"),
                sealed(headOf2 + "true,\"places\":[],\"furtherPlaces\":[]}"),
                sealed(head + "true,\"places\":[" + done + "]}"),
                sealed(head + "false,\"places\":[" + done + "," + open + "]}"),
                sealed(head + "true,\"places\":[]}"));
    }

    private static byte[] sealed(String content) {
        return Input.bytes(content.substring(0, content.length() - 1) + SUM + sumOf(content) + "\"}");
    }

    private static String sumOf(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Input.bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean take(byte[] input) {
        String text = Input.text(input);
        int at = text.lastIndexOf(SUM);
        boolean asItIs = isTaken(text);
        boolean sealed = at > 0 && isTaken(Input.text(sealed(text.substring(0, at) + "}")));
        return asItIs || sealed;
    }

    private static boolean isTaken(String text) {
        ErasureReceipt receipt;
        try {
            receipt = ErasureReceipt.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
        String again = receipt.toJson();
        assertThat(ErasureReceipt.parse(again).toJson()).isEqualTo(again);
        assertThat(receipt.toText()).contains(receipt.complete() ? ": complete" : "not verified everywhere yet");
        assertThat(receipt.complete())
                .isEqualTo(receipt.unverifiedGalleries().isEmpty()
                        && receipt.unverifiedStores().isEmpty());
        return true;
    }
}
