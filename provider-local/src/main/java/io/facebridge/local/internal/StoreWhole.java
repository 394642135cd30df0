package io.facebridge.local.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What the row about the whole says, and what stands for the set of rows in a sealed store. */
record StoreWhole(
        boolean sealed,
        long changes,
        long nextGallery,
        long nextFace,
        @Nullable String model,
        int dimension,
        long templates,
        long sum,
        SetDigest rows) {
    /** What a row adds to the whole: its checksum, and its secret code in a sealed store. */
    record Row(long seal, SetDigest code) {}

    /** Of a store that holds nothing yet. */
    static StoreWhole empty(boolean sealed) {
        return new StoreWhole(sealed, 0, 1, 1, null, 0, 0, 0, SetDigest.EMPTY);
    }

    long seal(StoreSeal.@Nullable Codes codes) {
        List<Long> numbers = List.of(changes, nextGallery, nextFace, (long) dimension, templates, sum);
        String name = model == null ? "" : model;
        if (codes == null) {
            return checksum(numbers, List.of(name), new byte[0]);
        }
        byte[] all = ByteBuffer.allocate(codes.proof.length + codes.header.length + codes.catalog.length)
                .put(codes.proof)
                .put(codes.header)
                .put(codes.catalog)
                .array();
        return checksum(numbers, List.of(name, codes.key), all);
    }

    StoreSeal.Header header() {
        return new StoreSeal.Header(changes, nextGallery, nextFace, model, dimension, templates);
    }

    StoreWhole changed() {
        return new StoreWhole(sealed, changes + 1, nextGallery, nextFace, model, dimension, templates, sum, rows);
    }

    StoreWhole plus(Row row, int more) {
        return of(templates + more, sum + row.seal, rows.plus(row.code));
    }

    StoreWhole minus(Row row, int fewer) {
        return of(templates - fewer, sum - row.seal, rows.minus(row.code));
    }

    private StoreWhole of(long newTemplates, long newSum, SetDigest newRows) {
        return new StoreWhole(sealed, changes, nextGallery, nextFace, model, dimension, newTemplates, newSum, newRows);
    }

    /** After a gallery and a face of these numbers. */
    StoreWhole next(long gallery, long face) {
        return new StoreWhole(
                sealed,
                changes,
                Math.max(nextGallery, gallery + 1),
                Math.max(nextFace, face + 1),
                model,
                dimension,
                templates,
                sum,
                rows);
    }

    StoreWhole of(String newModel, int newDimension) {
        return new StoreWhole(sealed, changes, nextGallery, nextFace, newModel, newDimension, templates, sum, rows);
    }

    /** The same, of these rows. */
    StoreWhole with(boolean isSealed, long newSum, SetDigest newRows) {
        return new StoreWhole(isSealed, changes, nextGallery, nextFace, model, dimension, templates, newSum, newRows);
    }

    /** CRC-32C, over everything that a row says. */
    static long checksum(List<Long> numbers, List<String> texts, byte[] bytes) {
        CRC32C sum = new CRC32C();
        ByteBuffer all = ByteBuffer.allocate(numbers.size() * Long.BYTES);
        numbers.forEach(all::putLong);
        sum.update(all.array());
        for (String text : texts) {
            sum.update(text.getBytes(StandardCharsets.UTF_8));
            sum.update(0);
        }
        sum.update(bytes);
        return sum.getValue();
    }
}
