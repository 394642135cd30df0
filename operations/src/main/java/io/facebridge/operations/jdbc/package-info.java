/**
 * The stores of operations in a database. Use it where state must survive a restart or is shared by processes; start with
 * {@link io.facebridge.operations.jdbc.JdbcStores}.
 */
@NullMarked
package io.facebridge.operations.jdbc;

import org.jspecify.annotations.NullMarked;
