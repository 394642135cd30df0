/** Checks that all review queues share. */
@NullMarked
package io.facebridge.operations.review.internal;

import org.jspecify.annotations.NullMarked;
