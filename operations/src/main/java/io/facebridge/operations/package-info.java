/**
 * Services for face decisions in production. Start with the package of the task: {@code failover}, {@code guard} for liveness
 * logins, {@code audit} for the decision log, {@code review}, {@code privacy} for consent, retention and erasure,
 * {@code migration}; {@link io.facebridge.operations.jdbc.JdbcTables} creates the tables of their stores.
 */
@NullMarked
package io.facebridge.operations;

import org.jspecify.annotations.NullMarked;
