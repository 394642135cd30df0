/**
 * One class with {@code main} per idea. {@code ./example NAME} runs one.
 */
@NullMarked
package io.facebridge.examples;

import org.jspecify.annotations.NullMarked;
