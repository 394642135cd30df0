/**
 * Error rates from labeled scores, thresholds and calibrations with their uncertainty, and reports. Use it where
 * {@link io.facebridge.tuning.ThresholdTuner}, which it implements, has no setting for what is needed: distances, samples of
 * pairs, searches, attacks, groups, decision zones. Start with {@link io.facebridge.evaluation.EvaluationRunner} for images,
 * or with {@link io.facebridge.evaluation.ScoreReader} for scores in files.
 */
@NullMarked
package io.facebridge.evaluation;

import org.jspecify.annotations.NullMarked;
