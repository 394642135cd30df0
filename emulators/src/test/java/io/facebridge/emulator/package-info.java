@NullMarked
package io.facebridge.emulator;

import org.jspecify.annotations.NullMarked;
