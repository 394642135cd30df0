package io.facebridge.aws.internal;

import io.facebridge.provider.ProviderId;
import java.time.Clock;

/**
 * The collaborators that all galleries share.
 *
 * @param provider for exceptions
 * @param detector finds the faces of an image
 * @param clock measures how long a gallery has been waited for
 */
record GalleryContext(ProviderId provider, RekognitionFaceDetector detector, Clock clock) {}
