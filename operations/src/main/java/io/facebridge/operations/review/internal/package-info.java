/** What all review queues check alike. */
@NullMarked
package io.facebridge.operations.review.internal;

import org.jspecify.annotations.NullMarked;
