package io.facebridge.image;

/**
 * A decoded image and its share of the pixel budget.
 *
 * @param pixels upright
 * @param subsampling how many pixels of the upright image lie between neighbors of the decoded one
 * @param share to be closed when the pixels are no longer needed
 */
record Decoding(Pixels pixels, int subsampling, PixelBudget.Reservation share) implements AutoCloseable {
    @Override
    public void close() {
        share.close();
    }
}
