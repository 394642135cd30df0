package io.facebridge.tencent.internal;

import io.facebridge.provider.ProviderId;
import io.facebridge.remote.PersonLocks;

/**
 * The collaborators and settings that all galleries share.
 *
 * @param provider for exceptions
 * @param detector checks whether an image contains exactly one face
 * @param locks one for each person
 * @param qualityControl the minimum quality of an image: 0 accepts all, 4 only the best
 * @param uniquePersonControl the level at which the service rejects a new person who is similar to an enrolled one: 0 does not
 *     check, 4 is 1e-5
 */
record GalleryContext(
        ProviderId provider,
        IaiFaceDetector detector,
        PersonLocks locks,
        int qualityControl,
        int uniquePersonControl) {}
