package io.facebridge.image.internal.webp;

import java.io.EOFException;

/** The indices of quantizer steps in a frame's header (RFC 6386, sections 9.6 and 14.1). */
record Quantizers(int base, int lumaDc, int secondDc, int secondAc, int chromaDc, int chromaAc) {
    static Quantizers read(BoolDecoder header) throws EOFException {
        return new Quantizers(
                header.unsigned(7),
                header.optionalSigned(4),
                header.optionalSigned(4),
                header.optionalSigned(4),
                header.optionalSigned(4),
                header.optionalSigned(4));
    }

    Steps at(int index) {
        return new Steps(
                Vp8Tables.dcStep(index + lumaDc),
                Vp8Tables.acStep(index),
                2 * Vp8Tables.dcStep(index + secondDc),
                Math.max(8, Vp8Tables.acStep(index + secondAc) * 155 / 100),
                Vp8Tables.chromaDcStep(index + chromaDc),
                Vp8Tables.acStep(index + chromaAc));
    }

    /** What coefficients are multiplied with: of luma, of the second order, of chroma. */
    record Steps(int lumaDc, int lumaAc, int secondDc, int secondAc, int chromaDc, int chromaAc) {}
}
