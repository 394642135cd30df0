/** The pipeline behind {@link io.facebridge.local.LocalFaces}. Not for applications. */
@NullMarked
package io.facebridge.local.internal;

import org.jspecify.annotations.NullMarked;
