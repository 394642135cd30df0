/**
 * Face recognition with open ONNX models inside the JVM: no account, no network, no image leaves the process.
 *
 * <p>Start with {@code LocalFaces.create()}. {@code docs/explanation/local-model-limits.md} states what is known and unknown
 * about the models, their licenses and their accuracy.
 */
@NullMarked
package io.facebridge.local;

import org.jspecify.annotations.NullMarked;
