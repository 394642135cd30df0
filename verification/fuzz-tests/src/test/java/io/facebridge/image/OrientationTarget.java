package io.facebridge.image;

import io.facebridge.fuzz.FuzzTarget;
import io.facebridge.fuzz.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The orientation in EXIF data that begins anywhere in a file and ends anywhere behind. */
public final class OrientationTarget implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int type : new int[] {1, 3, 4}) {
                seeds.add(exif(order, type));
            }
        }
        return seeds;
    }

    private static byte[] exif(ByteOrder order, int type) {
        ByteBuffer data = ByteBuffer.allocate(2 + 8 + 2 + 24 + 4).order(order);
        data.put((byte) 2).put((byte) 0); // begins at 2, ends at the end
        byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        data.put(letter).put(letter).putShort((short) 42).putInt(8).putShort((short) 2);
        data.putShort((short) 0x010F).putShort((short) 2).putInt(4).putInt(0x41424300);
        data.putShort((short) 0x0112).putShort((short) type).putInt(1);
        if (type == 3) {
            data.putShort((short) 6);
        } else if (type == 4) {
            data.putInt(6);
        } else {
            data.put((byte) 6);
        }
        return data.array();
    }

    @Override
    public boolean take(byte[] input) {
        int from = Input.choice(input, 0, input.length + 1);
        int end = input.length - Input.choice(input, 1, input.length - from + 1);
        ExifOrientation read = ExifOrientation.read(input, from, end);
        if (read.value() < 1 || read.value() > 8) {
            throw new AssertionError("an orientation of " + read.value());
        }
        if (!ExifOrientation.read(Input.after(input, from), 0, end - from).equals(read)) {
            throw new AssertionError("what stands around it is read too");
        }
        return !read.equals(ExifOrientation.NONE);
    }

    @Override
    public int longest() {
        return 512;
    }
}
