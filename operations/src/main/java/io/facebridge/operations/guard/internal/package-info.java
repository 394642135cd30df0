/** What the stores and the guard of liveness sessions check and compute alike. */
@NullMarked
package io.facebridge.operations.guard.internal;

import org.jspecify.annotations.NullMarked;
