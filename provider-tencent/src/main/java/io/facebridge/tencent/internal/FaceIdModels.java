package io.facebridge.tencent.internal;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Requests and answers of liveness sessions (FaceID international, 2018-03-01), for which the SDK has no classes. */
final class FaceIdModels {
    private FaceIdModels() {}

    /** Sent and received as JSON, for which the SDK needs the annotations only. */
    abstract static class Model extends AbstractModel {
        @Override
        @SuppressWarnings("NonApiType") // the SDK's own signature
        protected void toMap(HashMap<String, String> map, String prefix) {}
    }

    /** GetFaceIdTokenIntl. */
    static final class TokenRequest extends Model {
        TokenRequest(String secureLevel) {
            set("CheckMode", "liveness");
            set("SecureLevel", secureLevel);
        }
    }

    /** What GetFaceIdTokenIntl answers. */
    static final class TokenResponse extends Model {
        @SerializedName("SdkToken")
        @Expose
        private @Nullable String sdkToken;

        @SerializedName("RequestId")
        @Expose
        private @Nullable String requestId;

        @Nullable
        String sdkToken() {
            return sdkToken;
        }

        @Nullable
        String requestId() {
            return requestId;
        }
    }

    /** GetFaceIdResultIntl. */
    static final class ResultRequest extends Model {
        ResultRequest(String sdkToken) {
            set("SdkToken", sdkToken);
        }
    }

    /** What GetFaceIdResultIntl answers; the video is not kept. */
    static final class ResultResponse extends Model {
        @SerializedName("Result")
        @Expose
        private @Nullable String result;

        @SerializedName("BestFrame")
        @Expose
        private @Nullable String bestFrame;

        @SerializedName("RequestId")
        @Expose
        private @Nullable String requestId;

        @Nullable
        String result() {
            return result;
        }

        @Nullable
        String bestFrame() {
            return bestFrame;
        }

        @Nullable
        String requestId() {
            return requestId;
        }
    }
}
