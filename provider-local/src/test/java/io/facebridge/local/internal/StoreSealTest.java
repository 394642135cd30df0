package io.facebridge.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.facebridge.error.GalleryStoreException;
import io.facebridge.local.TemplateKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The codes that authenticate a store. The numbers were computed by another program, from the description of the format. */
class StoreSealTest {
    private static final StoreSeal.Header HEADER = new StoreSeal.Header(5, 2, 9, "synthetic", 32, 8);
    private static final SetDigest ROWS = new SetDigest(1, 2, 3, 4);

    private final StoreSeal seal = new StoreSeal(keys(1));

    private static StoreKeys keys(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return new StoreKeys(TemplateKeys.of("2026", key).with("2025", key), "the place");
    }

    private static byte[] sealed() {
        byte[] sealed = new byte[60];
        for (int i = 0; i < sealed.length; i++) {
            sealed[i] = (byte) i;
        }
        return sealed;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void codes_are_those_of_the_format() {
        StoreSeal.Codes codes = seal.of("2026", HEADER, ROWS);

        assertThat(hex(seal.template("2026", 7, sealed()).bytes()))
                .isEqualTo("e5469aaebcbf4cf7886757ee5ce6788b7b30920fb6cd95dc4cd0355cc7a8f7b7");
        assertThat(hex(seal.gallery("2026", 3, "staff", 1_700_000_000_000L).bytes()))
                .isEqualTo("4b608d6e1d67888122798ef59229b452f6321988f0e8c55d177b2ad01d1f2bb8");
        assertThat(codes.key).isEqualTo("2026");
        assertThat(hex(codes.proof)).isEqualTo("c8ef3129c170227fa5056a40d3c93a7cdbe7fc561afba4197bcd854ee611d254");
        assertThat(hex(codes.catalog)).isEqualTo("c9cecb3a8b96730528e0e1014ef12fdfa3f52f2a167998b06a86cdc3aa2f9ace");
        assertThat(hex(codes.header)).isEqualTo("c1a22540669c9302d46df76baeb100143b6e5cf8080463bd71639e173b0a1f1d");
        assertThat(hex(seal.of("2026", new StoreSeal.Header(5, 2, 9, null, 32, 8), ROWS).header))
                .isEqualTo("9268d33733c17c86cb1ced9ecd78b54a1299e55fd6c85700e530124156b5ac82");
    }

    @Test
    void each_number_and_name_and_each_key_makes_another_code() {
        byte[] other = sealed();
        other[0]++;
        byte[] last = sealed();
        last[59]++;
        Set<String> codes = new HashSet<>();
        List<SetDigest> rows = List.of(
                seal.template("2026", 7, sealed()),
                seal.template("2026", 8, sealed()),
                seal.template("2025", 7, sealed()),
                seal.template("2026", 7, other),
                seal.template("2026", 7, last),
                new StoreSeal(keys(2)).template("2026", 7, sealed()),
                seal.gallery("2026", 3, "staff", 1),
                seal.gallery("2026", 4, "staff", 1),
                seal.gallery("2026", 3, "stuff", 1),
                seal.gallery("2026", 3, "staff", 2),
                seal.gallery("2025", 3, "staff", 1));
        rows.forEach(row -> codes.add(hex(row.bytes())));

        assertThat(codes).hasSize(rows.size());
    }

    @Test
    void a_seal_is_of_its_header_and_rows_and_of_no_others() {
        StoreSeal.Codes codes = seal.of("2026", HEADER, ROWS);

        assertThat(seal.isProven(codes)).isTrue();
        assertThat(seal.isOf(codes, HEADER)).isTrue();
        assertThat(seal.isOf(codes, HEADER, ROWS)).isTrue();
        for (StoreSeal.Header other : List.of(
                new StoreSeal.Header(6, 2, 9, "synthetic", 32, 8),
                new StoreSeal.Header(5, 3, 9, "synthetic", 32, 8),
                new StoreSeal.Header(5, 2, 8, "synthetic", 32, 8),
                new StoreSeal.Header(5, 2, 9, "synthetik", 32, 8),
                new StoreSeal.Header(5, 2, 9, null, 32, 8),
                new StoreSeal.Header(5, 2, 9, "synthetic", 33, 8),
                new StoreSeal.Header(5, 2, 9, "synthetic", 32, 7))) {
            assertThat(seal.isOf(codes, other)).as(other.toString()).isFalse();
        }
        for (SetDigest other : List.of(
                new SetDigest(2, 2, 3, 4),
                new SetDigest(1, 3, 3, 4),
                new SetDigest(1, 2, 4, 4),
                new SetDigest(1, 2, 3, 5),
                new SetDigest(4, 3, 2, 1))) {
            assertThat(seal.isOf(codes, HEADER, other)).isFalse();
        }
        assertThat(seal.isOf(codes, new StoreSeal.Header(6, 2, 9, "synthetic", 32, 8), ROWS))
                .as("the rows of another change")
                .isFalse();
        assertThat(new StoreSeal(keys(2)).isProven(codes)).isFalse();
    }

    @Test
    void codes_are_the_same_if_the_key_and_every_code_is() {
        StoreSeal.Codes codes = seal.of("2026", HEADER, ROWS);
        byte[] other = new byte[32];

        assertThat(codes.isSame(seal.of("2026", HEADER, ROWS))).isTrue();
        assertThat(codes.isSame(new StoreSeal.Codes("2025", codes.proof, codes.header, codes.catalog)))
                .isFalse();
        assertThat(codes.isSame(new StoreSeal.Codes("2026", other, codes.header, codes.catalog)))
                .isFalse();
        assertThat(codes.isSame(new StoreSeal.Codes("2026", codes.proof, other, codes.catalog)))
                .isFalse();
        assertThat(codes.isSame(new StoreSeal.Codes("2026", codes.proof, codes.header, other)))
                .isFalse();
    }

    @Test
    void a_set_is_the_same_in_any_order_and_without_what_was_taken_away() {
        List<SetDigest> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(seal.template("2026", i, sealed()));
        }
        SetDigest forth = SetDigest.EMPTY;
        SetDigest back = SetDigest.EMPTY;
        for (int i = 0; i < 5; i++) {
            forth = forth.plus(rows.get(i));
            back = back.plus(rows.get(4 - i));
        }

        assertThat(forth).isEqualTo(back);
        assertThat(forth.minus(rows.get(2)).plus(rows.get(2))).isEqualTo(forth);
        for (SetDigest row : rows) {
            forth = forth.minus(row);
            assertThat(forth.plus(row)).isNotEqualTo(forth);
        }
        assertThat(forth).isEqualTo(SetDigest.EMPTY);
        assertThat(SetDigest.of(ROWS.bytes())).isEqualTo(ROWS);
        assertThat(new SetDigest(5, 7, 9, 11).plus(ROWS)).isEqualTo(new SetDigest(6, 9, 12, 15));
        assertThat(new SetDigest(5, 7, 9, 11).minus(ROWS)).isEqualTo(new SetDigest(4, 5, 6, 7));
        assertThat(ROWS).hasToString("SetDigest");
    }

    @Test
    void a_key_that_is_not_there_or_cannot_be_used_is_named_with_the_place() {
        GalleryStoreException missing =
                catchThrowableOfType(GalleryStoreException.class, () -> seal.template("2020", 1, sealed()));
        assertThat(missing.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
        assertThat(missing).hasMessageContaining("2020").hasMessageContaining("the place");
        GalleryStoreException another = keys(1).another("2026");
        assertThat(another.reason()).isEqualTo(GalleryStoreException.Reason.KEY);
        assertThat(another).hasMessageContaining("\"2026\" does not open templates of the place");
    }
}
