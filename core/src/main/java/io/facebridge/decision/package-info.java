/**
 * Calls a provider, decides at a stated error rate and reports the decision to listeners. Use it for every decision about
 * people; start with {@link io.facebridge.decision.FaceMatcher}.
 */
@NullMarked
package io.facebridge.decision;

import org.jspecify.annotations.NullMarked;
