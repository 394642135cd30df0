/** Code that several packages of operations share. Not for applications. */
@NullMarked
package io.facebridge.operations.internal;

import org.jspecify.annotations.NullMarked;
