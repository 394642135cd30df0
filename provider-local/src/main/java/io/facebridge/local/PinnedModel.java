package io.facebridge.local;

/**
 * The model files that provider-local is built for, each pinned by its SHA-256. They are fetched when the project is
 * built, or by {@code facebridge models fetch DIR}, and are not part of what this project distributes.
 */
public enum PinnedModel {
    /** Finds faces; 320 × 240, no landmarks. */
    DETECTOR("fr_detect.onnx", "6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854"),
    /** 68 points of a face. */
    LANDMARKS("fr_landmark.onnx", "f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258"),
    /** Makes the templates, of 512 dimensions. */
    EMBEDDER("fr_feature.onnx", "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581"),
    /** Judges whether a picture shows a live person. */
    LIVENESS("fr_liveness.onnx", "afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d"),
    /** Estimates how a head is turned. */
    POSE("fr_pose.onnx", "72d032ec941b7153bf8d3f2c03a4c165453cc7e63d479041ec7c6ef087e5839d");

    private final String fileName;
    private final String sha256;

    PinnedModel(String fileName, String sha256) {
        this.fileName = fileName;
        this.sha256 = sha256;
    }

    /**
     * The file's name within the package it comes from.
     *
     * @return without a folder
     */
    public String fileName() {
        return fileName;
    }

    /**
     * The hash of the file's content.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        return sha256;
    }
}
