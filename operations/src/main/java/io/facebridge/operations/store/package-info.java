/**
 * What the stores in a database have in common: the tables, and what is thrown when the database fails.
 */
@NullMarked
package io.facebridge.operations.store;

import org.jspecify.annotations.NullMarked;
