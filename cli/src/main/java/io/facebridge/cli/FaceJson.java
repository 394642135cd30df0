package io.facebridge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.FaceQuality;
import io.facebridge.face.HeadPose;
import io.facebridge.face.Landmarks;
import io.facebridge.face.QualityVerdict;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a detected face as JSON; data that the provider does not offer is null. */
final class FaceJson {
    private FaceJson() {}

    /** Writes a face, with the verdict of a quality gate if there is one. */
    static void write(JsonGenerator json, DetectedFace face, @Nullable QualityVerdict verdict) throws IOException {
        json.writeStartObject();
        Json.box(json, "box", face.box());
        Json.number(json, "confidence", face.confidence());
        write(json, face.landmarks().orElse(null));
        write(json, face.pose().orElse(null));
        write(json, face.quality().orElse(null));
        Quality.write(json, "qualityGate", verdict);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Landmarks landmarks) throws IOException {
        if (landmarks == null) {
            json.writeNullField("landmarks");
            return;
        }
        json.writeObjectFieldStart("landmarks");
        Json.point(json, "leftEye", landmarks.leftEye());
        Json.point(json, "rightEye", landmarks.rightEye());
        Json.point(json, "nose", landmarks.nose());
        Json.point(json, "mouthLeft", landmarks.mouthLeft());
        Json.point(json, "mouthRight", landmarks.mouthRight());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable HeadPose pose) throws IOException {
        if (pose == null) {
            json.writeNullField("pose");
            return;
        }
        json.writeObjectFieldStart("pose");
        json.writeNumberField("yaw", pose.yaw());
        json.writeNumberField("pitch", pose.pitch());
        json.writeNumberField("roll", pose.roll());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable FaceQuality quality) throws IOException {
        if (quality == null) {
            json.writeNullField("quality");
            return;
        }
        json.writeObjectFieldStart("quality");
        Json.number(json, "faceWidth", quality.faceWidth());
        Json.number(json, "faceHeight", quality.faceHeight());
        Json.number(json, "eyeDistance", quality.eyeDistance());
        Json.number(json, "sharpness", quality.sharpness());
        Json.number(json, "brightness", quality.brightness());
        Json.text(json, "usability", quality.usability().map(Enum::name).orElse(null));
        json.writeEndObject();
    }
}
