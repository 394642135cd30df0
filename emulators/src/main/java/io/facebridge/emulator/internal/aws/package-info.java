/** Amazon Rekognition's operations, its rules and its store. Not for applications. */
@NullMarked
package io.facebridge.emulator.internal.aws;

import org.jspecify.annotations.NullMarked;
