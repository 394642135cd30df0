/**
 * Emulators of face services: servers on the loopback interface that implement the services' protocols and answer with real
 * models. Use them for tests of code that calls such a service, without an account and without a network. Not for production:
 * transport security is at most a self-signed certificate, and nothing is stored permanently.
 */
@NullMarked
package io.facebridge.emulator;

import org.jspecify.annotations.NullMarked;
