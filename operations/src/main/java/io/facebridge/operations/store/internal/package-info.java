/** JDBC, in one place. */
@NullMarked
package io.facebridge.operations.store.internal;

import org.jspecify.annotations.NullMarked;
