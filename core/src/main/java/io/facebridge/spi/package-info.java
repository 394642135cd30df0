/**
 * How do I add a service? What a provider writer needs, and an application does not.
 */
@NullMarked
package io.facebridge.spi;

import org.jspecify.annotations.NullMarked;
