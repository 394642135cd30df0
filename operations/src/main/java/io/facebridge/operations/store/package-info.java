/**
 * Support for the files and tables of operations: append-only files, and the exception of stores. Start with
 * {@link io.facebridge.operations.store.StoreException}.
 */
@NullMarked
package io.facebridge.operations.store;

import org.jspecify.annotations.NullMarked;
