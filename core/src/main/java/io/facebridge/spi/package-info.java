/**
 * What authors of providers need, and applications do not: declared settings, and the selection of a face among several. Start
 * with {@link io.facebridge.FaceProviderFactory}.
 */
@NullMarked
package io.facebridge.spi;

import org.jspecify.annotations.NullMarked;
