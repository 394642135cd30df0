/** What all review queues check alike. */
@NullMarked
package io.facebridge.review.internal;

import org.jspecify.annotations.NullMarked;
