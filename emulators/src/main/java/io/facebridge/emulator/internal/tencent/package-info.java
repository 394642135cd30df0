/** Tencent Cloud's operations of face recognition, and of liveness sessions, from the server's side. */
@NullMarked
package io.facebridge.emulator.internal.tencent;

import org.jspecify.annotations.NullMarked;
