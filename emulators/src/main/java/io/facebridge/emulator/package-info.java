/**
 * Servers on the loopback interface that speak the wire protocols of face services, with real models behind: for tests of
 * code that calls such a service, without an account and without a network. Never for production: there is no transport
 * security, and nothing is kept.
 */
@NullMarked
package io.facebridge.emulator;

import org.jspecify.annotations.NullMarked;
