package io.facebridge.local.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sets weights that are next to nothing to nothing. Training leaves whole channels at 1e-30 and below; multiplied with
 * anything they give subnormal numbers, on which many processors are tens of times slower, while they change no digit of
 * a result that single precision holds.
 *
 * <p>Walks the file's protocol buffer to the raw data of its float tensors (ModelProto.graph 7, GraphProto.initializer 5,
 * TensorProto.data_type 2 and raw_data 9 of the ONNX specification). What it does not understand it leaves alone.
 */
public final class TinyWeights {
    private static final float NEXT_TO_NOTHING = 1e-20f;

    /** The highest byte, without the sign, of 2^-65 = 2.7e-20: a look at one byte settles nearly every weight. */
    private static final int SMALL = 0x1f;

    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    private static final int DATA_TYPE = 2;
    private static final int FLOAT = 1;
    private static final int RAW_DATA = 9;

    private final ByteBuffer bytes;

    private TinyWeights(byte[] onnx) {
        bytes = ByteBuffer.wrap(onnx).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a copy of the file's content without such weights, or a mere copy if it is no ONNX file. */
    public static byte[] cleared(byte[] onnx) {
        byte[] copy = onnx.clone();
        try {
            new TinyWeights(copy).walk(GRAPH, 0, copy.length);
        } catch (IndexOutOfBoundsException notOnnx) {
            return onnx.clone();
        }
        return copy;
    }

    /** Goes through the messages between two places, and into those with the wanted number. */
    private void walk(int wanted, int start, int end) {
        int at = start;
        int type = 0;
        while (at < end) {
            long key = varint(at);
            at = afterVarint(at);
            int field = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> {
                    type = field == DATA_TYPE ? (int) varint(at) : type;
                    at = afterVarint(at);
                }
                case 1 -> at += 8;
                case 5 -> at += 4;
                case 2 -> {
                    long length = varint(at);
                    at = afterVarint(at);
                    if (length < 0 || length > end - at) {
                        throw new IndexOutOfBoundsException("a field reaches beyond its message");
                    }
                    int next = at + (int) length;
                    if (field == wanted && wanted == GRAPH) {
                        walk(INITIALIZER, at, next);
                    } else if (field == wanted && wanted == INITIALIZER) {
                        walk(RAW_DATA, at, next);
                    } else if (field == wanted && type == FLOAT) {
                        clear(at, next);
                    }
                    at = next;
                }
                default -> throw new IndexOutOfBoundsException("no such kind of field");
            }
        }
    }

    private void clear(int start, int end) {
        for (int at = start; at + Float.BYTES <= end; at += Float.BYTES) {
            if ((bytes.get(at + 3) & 127) < SMALL && Math.abs(bytes.getFloat(at)) < NEXT_TO_NOTHING) {
                bytes.putFloat(at, 0);
            }
        }
    }

    private long varint(int start) {
        long value = 0;
        int at = start;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get(at++);
            value |= (long) (next & 127) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than 64 bits");
    }

    private int afterVarint(int start) {
        int at = start;
        while (bytes.get(at) < 0) {
            at++;
        }
        return at + 1;
    }
}
