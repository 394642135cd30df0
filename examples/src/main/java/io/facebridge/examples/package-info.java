/** Examples: one class with a {@code main} method per task. {@code ./example NAME} runs one. */
@NullMarked
package io.facebridge.examples;

import org.jspecify.annotations.NullMarked;
