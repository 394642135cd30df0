package io.facebridge.tencent.internal;

import com.google.gson.ExclusionStrategy;
import com.google.gson.FieldAttributes;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.facebridge.error.ProviderError;
import io.facebridge.internal.Secrets;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.ProviderCalls;
import io.facebridge.remote.RemoteCallExecutor;
import io.facebridge.remote.UnusableAnswerException;
import io.facebridge.tencent.internal.TencentOperation.Clients;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends all requests of a provider to its service. */
public final class TencentCalls extends ProviderCalls {
    /** What was read of an answer, without what is passed on as it came because nothing is decided by it. */
    private static final Gson AS_READ = new GsonBuilder()
            .excludeFieldsWithoutExposeAnnotation()
            .addSerializationExclusionStrategy(new AsItCame())
            .serializeSpecialFloatingPointValues()
            .create();

    private final Clients clients;
    private final Credential credentials;
    private final TencentErrors errors;

    /** Sends by these clients through this executor. */
    TencentCalls(
            Clients clients,
            Credential credentials,
            TencentErrors errors,
            RemoteCallExecutor executor,
            Runnable whenClosed) {
        super("TencentFaces", executor, whenClosed);
        this.clients = clients;
        this.credentials = credentials;
        this.errors = errors;
    }

    /** Sends one request; {@code read} converts its response, or throws if it is unusable. */
    <Q extends AbstractModel, A, T> T send(
            TencentOperation<Q, A> operation, Q request, Deadline deadline, Function<A, T> read) {
        Answer<T> answer = executor().execute(operation.remote(), deadline, remaining -> {
            try {
                A received = receive(operation, request, remaining);
                @Nullable String requestId = operation.requestId().apply(received);
                return new Answer<>(read(operation, received, requestId, read), requestId);
            } catch (UnusableAnswerException e) {
                throw TencentErrors.unusable(operation.remote(), "it holds " + e.getMessage(), null);
            } catch (HttpStatusException e) {
                throw errors.ofStatus(e, operation.remote());
            }
        });
        return answer.value();
    }

    /** Converts a response; the error of an unusable one contains the id by which the vendor's support finds the request. */
    private <A, T> T read(
            TencentOperation<?, A> operation, A received, @Nullable String requestId, Function<A, T> read) {
        String what;
        try {
            requireMeaning(AS_READ.toJsonTree(received));
            return read.apply(received);
        } catch (UnusableAnswerException e) {
            what = "it holds " + e.getMessage();
        } catch (IllegalArgumentException e) {
            // One of our values refuses what is in it, and says so in words that may repeat it.
            what = "it holds a value that is none";
        }
        throw TencentErrors.unusable(operation.remote(), what, errors.answered(requestId));
    }

    /** The SDK reads the words NaN and Infinity as numbers, and leaves what is null in a list. */
    private static void requireMeaning(JsonElement value) {
        if (value instanceof JsonArray items) {
            for (JsonElement item : items) {
                requireMeaning(UnusableAnswerException.requireItem(item.isJsonNull() ? null : item));
            }
        } else if (value instanceof JsonObject object) {
            object.entrySet().forEach(member -> requireMeaning(member.getValue()));
        } else if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            UnusableAnswerException.requireFinite(primitive.getAsDouble());
        }
    }

    /** Returns a successful response as a provider error, for an exception about its content. */
    ProviderError answered(@Nullable String requestId) {
        return errors.answered(requestId);
    }

    /** Returns a successful response as a provider error with the service's code for a part of the request. */
    ProviderError answered(String code, @Nullable String requestId) {
        return errors.answered(code, requestId);
    }

    private <Q extends AbstractModel, A> A receive(TencentOperation<Q, A> operation, Q request, Duration remaining)
            throws TencentCloudSDKException {
        Secrets.requireSendable("secret id", credentials.getSecretId());
        Secrets.requireSendable("secret key", credentials.getSecretKey());
        Secrets.requireSendable("session token", credentials.getToken());
        TencentHttp.limit(request, remaining);
        try {
            return UnusableAnswerException.require("answer", operation.sender().send(clients, request));
        } catch (NullPointerException | ClassCastException e) {
            // So the SDK says that an answer has no body, or not the members that every answer has.
            throw new UnusableAnswerException("nothing that the SDK can read");
        }
    }

    private static final class AsItCame implements ExclusionStrategy {
        @Override
        public boolean shouldSkipField(FieldAttributes field) {
            return false;
        }

        @Override
        public boolean shouldSkipClass(Class<?> type) {
            return type == JsonElement.class;
        }
    }

    /**
     * A converted response.
     *
     * @param value the converted value
     * @param requestId the service's id of the request
     */
    record Answer<T>(T value, @Nullable String requestId) {}
}
