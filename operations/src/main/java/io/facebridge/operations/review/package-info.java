/**
 * Cases for human review, and the verdicts of reviewers. Use it with a policy that has a review band; start with
 * {@link io.facebridge.operations.review.ReviewQueue}.
 */
@NullMarked
package io.facebridge.operations.review;

import org.jspecify.annotations.NullMarked;
