package io.facebridge.image.internal.webp;

/**
 * What macroblocks of one segment have in common.
 *
 * @param steps of their coefficients
 * @param filter of those predicted as a whole
 * @param blockFilter of those whose blocks have modes of their own
 */
record Segment(Quantizers.Steps steps, FilterStrength filter, FilterStrength blockFilter) {}
