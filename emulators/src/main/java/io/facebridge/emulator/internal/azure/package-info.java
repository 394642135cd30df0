/** Azure AI Face, REST v1.2. Not for applications. */
@NullMarked
package io.facebridge.emulator.internal.azure;

import org.jspecify.annotations.NullMarked;
