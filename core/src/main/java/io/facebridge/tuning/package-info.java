/**
 * Where do I set the bar? Scores of labelled pairs, the error rates at every threshold, the threshold at an error rate with
 * what the data supports, and the report that shows it.
 *
 * <p>One set of conventions holds everywhere: a score is a similarity, a comparison matches when its score is at least the
 * threshold, rates are counts divided by completed comparisons, and nothing is interpolated. Failures to acquire are
 * counted apart. The names are those of ISO/IEC 19795-1 and 30107-3.
 */
@NullMarked
package io.facebridge.tuning;

import org.jspecify.annotations.NullMarked;
