/** The pipeline behind {@code LocalFaces}. Not for applications. */
@NullMarked
package io.facebridge.local.internal;

import org.jspecify.annotations.NullMarked;
