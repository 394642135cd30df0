package io.facebridge.azure.internal;

import io.facebridge.remote.PersonLocks;
import java.time.Clock;

/**
 * What all galleries share.
 *
 * @param detector says which faces are in a picture
 * @param locks one for each person
 * @param clock tells how long a training took
 */
record GalleryContext(FaceApiFaceDetector detector, PersonLocks locks, Clock clock) {}
