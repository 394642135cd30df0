package io.facebridge.tencent.internal;

import io.facebridge.provider.ProviderId;
import io.facebridge.remote.PersonLocks;

/**
 * What all galleries share.
 *
 * @param provider for exceptions
 * @param detector says whether there is one face in a picture
 * @param locks one for each person
 * @param qualityControl how good a picture has to be: 0 takes all, 4 only the best
 * @param uniquePersonControl how sure the service is that nobody like a new person is enrolled: 0 does not look, 4 is 1e-5
 */
record GalleryContext(
        ProviderId provider,
        IaiFaceDetector detector,
        PersonLocks locks,
        int qualityControl,
        int uniquePersonControl) {}
