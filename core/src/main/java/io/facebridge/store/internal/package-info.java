/** JDBC, in one place. */
@NullMarked
package io.facebridge.store.internal;

import org.jspecify.annotations.NullMarked;
