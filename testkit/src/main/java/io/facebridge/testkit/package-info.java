/**
 * Does my provider keep its promises? One contract per capability, as abstract JUnit classes: a provider's test extends
 * them, says which provider is meant, and inherits the tests.
 *
 * <p>Gates such as {@code supportsPose()} default to {@code true}, so that a capability somebody forgot fails loudly. For
 * every gate there is a pair of tests, of which exactly one runs: it works, or it is refused by name.
 *
 * <p>What a contract promises is what applications rely on; where a provider cannot pass, its Javadoc has to say so and
 * the gate has to be closed.
 */
@NullMarked
package io.facebridge.testkit;

import org.jspecify.annotations.NullMarked;
