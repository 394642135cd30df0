package io.facebridge.tencent.internal;

import com.tencentcloudapi.common.AbstractModel;
import java.io.IOException;
import java.io.InterruptedIOException;
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
 * The HTTP client that the SDK sends with. Each call ends with its attempt's time, whatever it is doing; no request is sent
 * twice without anybody knowing; every answer is read to its end, so that its connection can be used again, which the SDK
 * itself forgets to do when the status is not 200.
 */
public final class TencentHttp extends OkHttpClient {
    private static final int OK = 200;
    private static final String TIME = "X-FaceBridge-Time";

    private final OkHttpClient http;

    /** Sends through this client's connections, which stay its own. */
    public TencentHttp(OkHttpClient http) {
        this.http = http.newBuilder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addInterceptor(TencentHttp::wholeAnswer)
                .build();
    }

    /** Limits how long a request of the SDK may take: it tells so in a header that is not sent. */
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

    private static Response wholeAnswer(Interceptor.Chain chain) throws IOException {
        try (Response response = chain.proceed(chain.request());
                ResponseBody body = response.body()) {
            byte[] bytes = body == null ? new byte[0] : body.bytes();
            if (response.code() != OK) {
                throw new HttpStatusException(response.code(), response.header("Retry-After"));
            }
            return response.newBuilder()
                    .body(ResponseBody.create(body == null ? null : body.contentType(), bytes))
                    .build();
        } catch (IOException e) {
            if (chain.call().isCanceled()) { // which nothing does here but the end of its time
                throw new InterruptedIOException("timeout");
            }
            throw e;
        }
    }
}
