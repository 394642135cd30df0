/** Functions that the stores and the guard of liveness sessions share. */
@NullMarked
package io.facebridge.operations.guard.internal;

import org.jspecify.annotations.NullMarked;
