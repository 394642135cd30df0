/**
 * Is it the same person? Scores with their scales, thresholds with their reasons, and decisions.
 */
@NullMarked
package io.facebridge.match;

import org.jspecify.annotations.NullMarked;
