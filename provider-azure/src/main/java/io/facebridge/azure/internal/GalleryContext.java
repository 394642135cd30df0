package io.facebridge.azure.internal;

import io.facebridge.remote.PersonLocks;
import java.time.Clock;

/**
 * The collaborators that all galleries share.
 *
 * @param detector finds the faces of an image
 * @param locks one for each person
 * @param clock measures how long a training took
 */
record GalleryContext(FaceApiFaceDetector detector, PersonLocks locks, Clock clock) {}
