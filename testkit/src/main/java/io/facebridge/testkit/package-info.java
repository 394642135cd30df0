/**
 * Contracts for providers: one per capability, as abstract JUnit classes. A provider's test extends them, creates its provider,
 * and inherits the tests.
 *
 * <p>Gates such as {@code supportsPose()} default to {@code true}, so that a forgotten capability fails loudly. For every gate
 * there is a pair of tests, of which exactly one runs: the capability works, or it is rejected by name.
 *
 * <p>Applications rely on what a contract promises; where a provider cannot pass, its Javadoc has to say so and the gate has to
 * be closed.
 */
@NullMarked
package io.facebridge.testkit;

import org.jspecify.annotations.NullMarked;
