/**
 * How the requests of a provider are sent to its service: deadline, concurrency, retries, rate limit and circuit breaker.
 * Applications use it to configure a provider; start with {@link io.facebridge.remote.CallPolicy}, and with
 * {@link io.facebridge.remote.CallListener} for metrics or an audit trail. Authors of providers start with
 * {@link io.facebridge.remote.RemoteCallExecutor} and {@link io.facebridge.remote.ProviderCalls}.
 */
@NullMarked
package io.facebridge.remote;

import org.jspecify.annotations.NullMarked;
