/**
 * Tuning of thresholds to labeled data of the application's own. Use it to choose a threshold for the people, cameras and light
 * that the application meets, instead of the rates that were published for a model. Start with
 * {@link io.facebridge.tuning.ThresholdTuner#load()}, which needs {@code facebridge-evaluation} on the class path.
 */
@NullMarked
package io.facebridge.tuning;

import org.jspecify.annotations.NullMarked;
