package io.facebridge.face;

/** Something that a face has or does, or not. More may be added. */
public enum FaceTrait {
    /** Smiles. */
    SMILE,
    /** Wears glasses; whether sunglasses count is the provider's choice. */
    GLASSES,
    /** Wears sunglasses. */
    SUNGLASSES,
    /** Has a beard. */
    BEARD,
    /** Has a moustache. */
    MOUSTACHE,
    /** Has its eyes open. */
    EYES_OPEN,
    /** Has its mouth open. */
    MOUTH_OPEN,
    /** Is partly covered: by a hand, a mask, hair or another object. */
    OCCLUDED,
    /** Wears a face mask, whatever it covers. */
    MASK,
    /** Has hair over the forehead. */
    FRINGE,
    /** Wears something on the head, for example a hat, a cap or a helmet. */
    HEADWEAR
}
