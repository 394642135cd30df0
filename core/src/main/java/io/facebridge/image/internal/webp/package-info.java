/**
 * The two bit streams of WebP: key frames of VP8 (RFC 6386) and the lossless format (RFC 9649). Written from the
 * specifications; {@code dwebp} is the reference for what they leave open. What ends too early is an
 * {@link java.io.EOFException}, anything else that is wrong another {@link java.io.IOException}.
 */
@NullMarked
package io.facebridge.image.internal.webp;

import org.jspecify.annotations.NullMarked;
