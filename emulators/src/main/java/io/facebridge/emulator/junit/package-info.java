/** Emulators in JUnit tests. Needs {@code junit-jupiter-api}, which this module does not bring along. */
@NullMarked
package io.facebridge.emulator.junit;

import org.jspecify.annotations.NullMarked;
