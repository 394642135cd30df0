/**
 * Error rates from labeled scores, thresholds and calibrations with their uncertainty, and reports. Use it to choose a threshold
 * on your own data; start with {@link io.facebridge.evaluation.EvaluationRunner}, or with
 * {@link io.facebridge.evaluation.ScoreReader} for scores in files.
 */
@NullMarked
package io.facebridge.evaluation;

import org.jspecify.annotations.NullMarked;
