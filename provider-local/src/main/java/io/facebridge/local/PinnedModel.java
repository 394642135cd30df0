package io.facebridge.local;

/**
 * Model files that provider-local is built for, each pinned by its SHA-256. They are fetched by the build, or by {@code
 * facebridge models fetch DIR}, and are not part of the distribution.
 */
public enum PinnedModel {
    /** Detects faces; input 320 × 240 pixels, no landmarks. */
    DETECTOR("fr_detect.onnx", "6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854"),
    /** Locates 68 points of a face. */
    LANDMARKS("fr_landmark.onnx", "f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258"),
    /** Computes embeddings of 512 dimensions. */
    EMBEDDER("fr_feature.onnx", "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581"),
    /** Estimates whether an image shows a live person. */
    LIVENESS("fr_liveness.onnx", "afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d"),
    /** Estimates the rotation of a head. */
    POSE("fr_pose.onnx", "72d032ec941b7153bf8d3f2c03a4c165453cc7e63d479041ec7c6ef087e5839d");

    private final String fileName;
    private final String sha256;

    PinnedModel(String fileName, String sha256) {
        this.fileName = fileName;
        this.sha256 = sha256;
    }

    /** {@return the name of the file within its package, without a folder} */
    public String fileName() {
        return fileName;
    }

    /** {@return the SHA-256 of the file, as 64 lower-case hexadecimal digits} */
    public String sha256() {
        return sha256;
    }
}
