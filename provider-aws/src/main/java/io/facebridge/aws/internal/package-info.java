/** How the API is put on Rekognition's operations. */
@NullMarked
package io.facebridge.aws.internal;

import org.jspecify.annotations.NullMarked;
