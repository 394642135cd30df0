package io.facebridge.image;

/**
 * The orientation in the first directory of EXIF data. Entries are read until the data ends, whatever number of entries
 * the directory claims to hold; all other tags are skipped unread, since thousands of tags of a crafted file can share
 * one long value.
 *
 * @param value 1 to 8
 * @param certain whether the directory fits into the data and the tag has the type and count of the standard, so that
 *     every other reader finds the same orientation
 */
record ExifOrientation(int value, boolean certain) {
    static final ExifOrientation NONE = new ExifOrientation(1, true);

    private static final int TAG = 0x0112;
    private static final int TIFF_MARKER = 0x2A;
    private static final int ENTRY = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    /** Returns upright if the data is absent, damaged or out of range. */
    static ExifOrientation read(byte[] bytes, int header, int end) {
        if (header + 8 > end) {
            return NONE;
        }
        int order = bytes[header];
        if ((order != 'I' && order != 'M') || bytes[header + 1] != order) {
            return NONE;
        }
        boolean little = order == 'I';
        if (number(bytes, header + 2, 2, little) != TIFF_MARKER) {
            return NONE;
        }
        long offset = number(bytes, header + 4, 4, little) & 0xFFFFFFFFL;
        if (offset + 2 > end - header) {
            return NONE;
        }
        int directory = header + (int) offset;
        int count = number(bytes, directory, 2, little);
        boolean whole = directory + 2L + (long) count * ENTRY <= end;
        for (int i = 0, at = directory + 2; i < count && at + ENTRY <= end; i++, at += ENTRY) {
            if (number(bytes, at, 2, little) == TAG) {
                return of(bytes, at, little, whole);
            }
        }
        return NONE;
    }

    private static ExifOrientation of(byte[] bytes, int entry, boolean little, boolean whole) {
        int type = number(bytes, entry + 2, 2, little);
        int count = number(bytes, entry + 4, 4, little);
        int value =
                switch (type) {
                    case BYTE -> bytes[entry + 8] & 0xFF;
                    case SHORT -> number(bytes, entry + 8, 2, little);
                    case LONG -> number(bytes, entry + 8, 4, little);
                    default -> 0;
                };
        if (value < 1 || value > 8) {
            return NONE;
        }
        return new ExifOrientation(value, whole && type == SHORT && count == 1);
    }

    private static int number(byte[] bytes, int at, int size, boolean little) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | (bytes[little ? at + size - 1 - i : at + i] & 0xFF);
        }
        return value;
    }
}
