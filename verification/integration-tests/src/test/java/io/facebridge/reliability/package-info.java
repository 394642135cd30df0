/** All providers in front of their emulators: faults, and load that lasts. */
@NullMarked
package io.facebridge.reliability;

import org.jspecify.annotations.NullMarked;
