@NullMarked
package io.facebridge.emulator.internal;

import org.jspecify.annotations.NullMarked;
