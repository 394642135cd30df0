/**
 * Observation of work from its beginning to its end, for timers and traces. Implement
 * {@link io.facebridge.observation.Observer}, and give it to a provider's builder and to a matcher.
 */
@NullMarked
package io.facebridge.observation;

import org.jspecify.annotations.NullMarked;
