/**
 * Open ONNX models inside the JVM: no account, no network, no picture leaves the process.
 *
 * <p>Start with {@code LocalFaces.create()}. What is known and unknown about the models, their
 * licenses and their accuracy is written down in {@code docs/explanation/local-model-limits.md}.
 */
@NullMarked
package io.facebridge.local;

import org.jspecify.annotations.NullMarked;
