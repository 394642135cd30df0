package io.facebridge.tencent.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import io.facebridge.tencent.FaceIdResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and responses of liveness sessions (FaceID international, 2018-03-01), for which the SDK has no classes. */
final class FaceIdModels {
    private FaceIdModels() {}

    /** A model that is sent or received as JSON, for which the SDK needs the annotations only. */
    abstract static class Model extends AbstractModel {
        @Override
        @SuppressWarnings("NonApiType") // the SDK's own signature
        protected void toMap(HashMap<String, String> map, String prefix) {}
    }

    /** The request of GetFaceIdTokenIntl. */
    static final class TokenRequest extends Model {
        TokenRequest(String secureLevel) {
            set("CheckMode", "liveness");
            set("SecureLevel", secureLevel);
        }
    }

    /** The response of GetFaceIdTokenIntl. */
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

    /** The request of GetFaceIdResultIntl. */
    static final class ResultRequest extends Model {
        ResultRequest(String sdkToken) {
            set("SdkToken", sdkToken);
        }
    }

    /** What GetFaceIdResultIntl answers. Of no use to the decision, the types of the rest do not matter to it. */
    static final class ResultResponse extends Model {
        @SerializedName("Result")
        @Expose
        private @Nullable String result;

        @SerializedName("BestFrame")
        @Expose
        private @Nullable String bestFrame;

        @SerializedName("Description")
        @Expose
        private @Nullable JsonElement description;

        @SerializedName("LivenessInfoTag")
        @Expose
        private @Nullable JsonElement livenessInfoTag;

        @SerializedName("DeviceInfoLevel")
        @Expose
        private @Nullable JsonElement deviceInfoLevel;

        @SerializedName("Similarity")
        @Expose
        private @Nullable JsonElement similarity;

        @SerializedName("Extra")
        @Expose
        private @Nullable JsonElement extra;

        @SerializedName("Video")
        @Expose
        private @Nullable JsonElement video;

        @SerializedName("ActionVideo")
        @Expose
        private @Nullable JsonElement actionVideo;

        @SerializedName("RequestId")
        @Expose
        private @Nullable String requestId;

        /** Returns the whole response, for the caller. */
        FaceIdResult said(String code) {
            return FaceIdResult.builder(code)
                    .description(text(description))
                    .livenessTags(texts(livenessInfoTag))
                    .deviceInfoLevel(text(deviceInfoLevel))
                    .similarity(number(similarity))
                    .extra(text(extra))
                    .videos(text(video), text(actionVideo))
                    .build();
        }

        private static @Nullable String text(@Nullable JsonElement value) {
            return value instanceof JsonPrimitive primitive ? primitive.getAsString() : null;
        }

        private static List<String> texts(@Nullable JsonElement value) {
            if (value instanceof JsonArray array) {
                List<String> texts = new ArrayList<>();
                for (JsonElement element : array) {
                    String text = text(element);
                    if (text != null) {
                        texts.add(text);
                    }
                }
                return List.copyOf(texts);
            }
            @Nullable String one = text(value);
            return one == null || one.isEmpty() ? List.of() : List.of(one);
        }

        private static @Nullable Double number(@Nullable JsonElement value) {
            return value instanceof JsonPrimitive primitive && primitive.isNumber() ? primitive.getAsDouble() : null;
        }

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
