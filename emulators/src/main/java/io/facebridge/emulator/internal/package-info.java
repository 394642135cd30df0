/** The parts that the emulators of several services share: the server, faults, face analysis, scores. Not for applications. */
@NullMarked
package io.facebridge.emulator.internal;

import org.jspecify.annotations.NullMarked;
