package io.facebridge.azure.internal;

import io.facebridge.remote.PersonLocks;
import java.time.Clock;

/**
 * How galleries are worked with, the same for all.
 *
 * @param detector says which faces are in a picture
 * @param locks one for each person
 * @param clock tells how long a training took
 */
record GalleryWays(FaceApiDetector detector, PersonLocks locks, Clock clock) {}
