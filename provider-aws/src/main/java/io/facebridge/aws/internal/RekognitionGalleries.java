package io.facebridge.aws.internal;

import io.facebridge.FaceGalleries;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.Pages;
import io.facebridge.remote.UnusableAnswerException;
import software.amazon.awssdk.services.rekognition.model.CreateCollectionRequest;
import software.amazon.awssdk.services.rekognition.model.DeleteCollectionRequest;
import software.amazon.awssdk.services.rekognition.model.ListCollectionsRequest;

/** Galleries on collections. */
public final class RekognitionGalleries implements FaceGalleries {
    private final AwsCalls calls;
    private final GalleryNames names;
    private final GalleryContext context;

    /** Manages the galleries of these names. */
    RekognitionGalleries(AwsCalls calls, GalleryNames names, GalleryContext context) {
        this.calls = calls;
        this.names = names;
        this.context = context;
    }

    @Override
    public FaceGallery create(GalleryId id) {
        FaceGallery gallery = open(id);
        String collection = names.nameOf(id);
        calls.call(deadline -> calls.send(
                AwsOperations.CREATE_COLLECTION,
                CreateCollectionRequest.builder().collectionId(collection).build(),
                deadline,
                answer -> UnusableAnswerException.require("ARN of the collection", answer.collectionArn())));
        return gallery;
    }

    @Override
    public FaceGallery open(GalleryId id) {
        return new RekognitionGallery(calls, id, names.nameOf(id), context);
    }

    @Override
    public Iterable<GalleryId> list() {
        return new Pages<GalleryId, String>(token -> calls.call(deadline -> calls.send(
                AwsOperations.LIST_COLLECTIONS,
                ListCollectionsRequest.builder().nextToken(token).build(),
                deadline,
                page -> {
                    if (!page.hasCollectionIds()) {
                        throw new UnusableAnswerException("no list of collections");
                    }
                    return AwsPages.page(
                            page.collectionIds().stream()
                                    .flatMap(collection -> AwsNames.answeredCollection(names, collection).stream())
                                    .toList(),
                            page.nextToken());
                })));
    }

    @Override
    public void delete(GalleryId id) {
        String collection = names.nameOf(id);
        calls.call(deadline -> {
            try {
                return calls.send(
                        AwsOperations.DELETE_COLLECTION,
                        DeleteCollectionRequest.builder()
                                .collectionId(collection)
                                .build(),
                        deadline,
                        answer -> UnusableAnswerException.require("status", answer.statusCode()));
            } catch (NotFoundException alreadyGone) {
                return 0;
            }
        });
    }
}
