/**
 * What the files and tables of operations have in common: files that are appended to, and the exception of stores. Start with
 * {@link io.facebridge.operations.store.StoreException}.
 */
@NullMarked
package io.facebridge.operations.store;

import org.jspecify.annotations.NullMarked;
