package io.facebridge.aws.internal;

import io.facebridge.provider.ProviderId;
import java.time.Clock;

/**
 * What all galleries share.
 *
 * @param provider for exceptions
 * @param detector says which faces are in a picture
 * @param clock tells how long a gallery has been waited for
 */
record GalleryContext(ProviderId provider, RekognitionFaceDetector detector, Clock clock) {}
