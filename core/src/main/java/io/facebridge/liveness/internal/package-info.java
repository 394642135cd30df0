/** What the stores and the guard of liveness sessions check and compute alike. */
@NullMarked
package io.facebridge.liveness.internal;

import org.jspecify.annotations.NullMarked;
