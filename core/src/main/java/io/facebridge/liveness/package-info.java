/**
 * Is it a live person, or a picture of one?
 */
@NullMarked
package io.facebridge.liveness;

import org.jspecify.annotations.NullMarked;
