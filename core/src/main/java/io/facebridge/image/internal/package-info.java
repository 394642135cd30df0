/**
 * How images are read. No part of the API: it changes without notice, and only {@code io.facebridge.image} and
 * {@code io.facebridge.spi} may use it.
 */
@NullMarked
package io.facebridge.image.internal;

import org.jspecify.annotations.NullMarked;
