package io.facebridge.aws.internal;

import io.facebridge.FaceGalleries;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.provider.ProviderId;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Clock;

/** Collections. */
public final class RekognitionGalleries implements FaceGalleries {
    private final ProviderId provider;
    private final AwsCalls calls;
    private final AwsNames names;
    private final Clock clock;

    /** Keeps galleries under these names. */
    public RekognitionGalleries(ProviderId provider, AwsCalls calls, AwsNames names, Clock clock) {
        this.provider = provider;
        this.calls = calls;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public FaceGallery create(GalleryId id) {
        FaceGallery gallery = open(id);
        String collection = names.collection(id);
        calls.call(deadline -> calls.send(
                AwsOperations.CREATE_COLLECTION,
                deadline,
                (client, configuration) -> client.createCollection(
                        request -> request.collectionId(collection).overrideConfiguration(configuration)),
                answer -> UnusableAnswerException.require("ARN of the collection", answer.collectionArn())));
        return gallery;
    }

    @Override
    public FaceGallery open(GalleryId id) {
        return new RekognitionGallery(provider, calls, id, names.collection(id), clock);
    }

    @Override
    public Iterable<GalleryId> list() {
        return new AwsPages<>(token -> calls.call(deadline -> calls.send(
                AwsOperations.LIST_COLLECTIONS,
                deadline,
                (client, configuration) -> client.listCollections(
                        request -> request.nextToken(token).overrideConfiguration(configuration)),
                page -> {
                    if (!page.hasCollectionIds()) {
                        throw new UnusableAnswerException("no list of collections");
                    }
                    return new AwsPages.Page<>(
                            page.collectionIds().stream()
                                    .flatMap(collection ->
                                            names.gallery(AwsNames.answeredCollection(collection)).stream())
                                    .toList(),
                            page.nextToken());
                })));
    }

    @Override
    public void delete(GalleryId id) {
        String collection = names.collection(id);
        calls.call(deadline -> {
            try {
                return calls.send(
                        AwsOperations.DELETE_COLLECTION,
                        deadline,
                        (client, configuration) -> client.deleteCollection(
                                request -> request.collectionId(collection).overrideConfiguration(configuration)),
                        answer -> UnusableAnswerException.require("status", answer.statusCode()));
            } catch (NotFoundException alreadyGone) {
                return 0;
            }
        });
    }
}
