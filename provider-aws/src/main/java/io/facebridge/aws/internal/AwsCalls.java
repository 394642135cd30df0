package io.facebridge.aws.internal;

import io.facebridge.spi.Deadline;
import io.facebridge.spi.RemoteCalls;
import io.facebridge.spi.RemoteOperation;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rekognition.RekognitionClient;

/** Rekognition behind the door: the one place from which requests are sent. */
public final class AwsCalls implements AutoCloseable {
    private final RekognitionClient client;
    private final boolean clientIsOurs;
    private final RemoteCalls door;
    private final Supplier<UUID> tokens;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /** Sends with this client through this door; {@code tokens} makes each request's client token. */
    public AwsCalls(RekognitionClient client, boolean clientIsOurs, RemoteCalls door, Supplier<UUID> tokens) {
        this.client = client;
        this.clientIsOurs = clientIsOurs;
        this.door = door;
        this.tokens = tokens;
    }

    /** One call of the API under one deadline, whatever number of requests it takes; {@link #close} waits for its end. */
    <T> T call(Function<Deadline, T> requests) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "this AwsFaces is closed; make one at start-up and close it at shutdown");
            }
            return requests.apply(door.startDeadline());
        } finally {
            lock.readLock().unlock();
        }
    }

    <T> T send(RemoteOperation operation, Deadline deadline, Request<T> request) {
        return door.call(operation, deadline, remaining -> {
            try {
                return request.send(client, within(remaining));
            } catch (UnusableAnswerException e) {
                throw AwsErrors.unusable(operation, "it holds " + e.getMessage(), null);
            }
        });
    }

    void pause(Duration wait, Deadline deadline) {
        door.pause(wait, deadline);
    }

    /** A client request token: the same for all attempts of one request, and new for the next. */
    String token() {
        return tokens.get().toString();
    }

    /** Waits for calls that are under way. Idempotent. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                door.close();
                if (clientIsOurs) {
                    client.close();
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static AwsRequestOverrideConfiguration within(Duration remaining) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(remaining)
                .build();
    }

    /** One request of the client; the configuration must go into it. */
    @FunctionalInterface
    interface Request<T> {
        T send(RekognitionClient client, AwsRequestOverrideConfiguration configuration);
    }
}
