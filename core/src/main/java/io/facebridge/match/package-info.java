/**
 * Scores with their scales, thresholds with their reasons, calibrations, and decisions. Start with
 * {@link io.facebridge.match.MatchPolicy}.
 */
@NullMarked
package io.facebridge.match;

import org.jspecify.annotations.NullMarked;
