package io.facebridge.tencent.internal;

import com.tencentcloudapi.common.AbstractModel;
import io.facebridge.remote.RemoteAnswers;
import io.facebridge.remote.RetryAfter;
import io.facebridge.remote.UnusableAnswerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * The HTTP client that the SDK sends with. Each call ends at its attempt's time limit, whatever it is doing. No request is
 * silently sent twice. Every response is read to its end, so that its connection can be reused, which the SDK itself omits if
 * the status is not 200.
 */
public final class TencentHttp extends OkHttpClient {
    private static final int OK = 200;
    private static final String RETRY_AFTER = "Retry-After";
    private static final String WAIT = "X-FaceBridge-Retry-After";
    private static final String TIME = "X-FaceBridge-Time";

    private final OkHttpClient http;
    private final RemoteAnswers limits;
    private final Clock clock;

    /** Sends through the connections of this client, which the caller still owns; accepts responses within these limits. */
    public TencentHttp(OkHttpClient http, RemoteAnswers limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.http = http.newBuilder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addInterceptor(this::wholeAnswer)
                .addNetworkInterceptor(TencentHttp::asReceived)
                .build();
    }

    /** Limits the duration of a request of the SDK, by a header that is removed before the request is sent. */
    static void limit(AbstractModel request, Duration time) {
        request.SetHeader(Map.of(TIME, Long.toString(Math.max(1, time.toNanos()))));
    }

    @Override
    public Call newCall(Request request) {
        String time = request.header(TIME);
        if (time == null) {
            return http.newCall(request);
        }
        Call call = http.newCall(request.newBuilder().removeHeader(TIME).build());
        call.timeout().timeout(Long.parseLong(time), TimeUnit.NANOSECONDS);
        return call;
    }

    /**
     * Hides headers from the client that it would act on or fail on: it repeats a request after "Retry-After: 0", and accepts
     * any number.
     */
    private static Response asReceived(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String length = response.header("Content-Length");
        if (length != null && length.startsWith("-")) {
            // Closing the answer would fail on it; the client cuts the connection.
            throw new ProtocolException("a negative length");
        }
        String wait = response.header(RETRY_AFTER);
        return wait == null
                ? response
                : response.newBuilder()
                        .removeHeader(RETRY_AFTER)
                        .header(WAIT, wait)
                        .build();
    }

    /** Reads the whole body, which is decompressed here, and checks it. */
    private Response wholeAnswer(Interceptor.Chain chain) throws IOException {
        try (Response response = chain.proceed(chain.request());
                ResponseBody body = response.body()) {
            byte[] bytes = body == null ? new byte[0] : read(body, response, chain.call());
            if (response.code() != OK) {
                throw new HttpStatusException(response.code(), RetryAfter.parse(response.header(WAIT), clock));
            }
            if (bytes.length > 0) {
                limits.check(bytes);
            }
            return response.newBuilder()
                    .removeHeader("Content-Encoding")
                    .body(ResponseBody.create(body == null ? null : body.contentType(), bytes))
                    .build();
        } catch (IOException e) {
            if (chain.call().isCanceled()) { // which nothing does here but the end of its time
                throw new InterruptedIOException("timeout");
            }
            throw e;
        }
    }

    private byte[] read(ResponseBody body, Response response, Call call) throws IOException {
        try {
            return limits.read(body.byteStream(), response.header("Content-Encoding"));
        } catch (UnusableAnswerException e) {
            call.cancel(); // or closing would read on for a while
            throw e;
        }
    }
}
