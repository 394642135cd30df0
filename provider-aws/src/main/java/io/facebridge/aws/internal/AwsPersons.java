package io.facebridge.aws.internal;

import io.facebridge.AlreadyExistsException;
import io.facebridge.NotFoundException;
import io.facebridge.ProviderUnavailableException;
import io.facebridge.RequestRefusedException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.PersonId;
import io.facebridge.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.AssociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.ListFacesResponse;
import software.amazon.awssdk.services.rekognition.model.ListUsersResponse;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceAssociation;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceAssociationReason;
import software.amazon.awssdk.services.rekognition.model.User;

/** Users of one collection and their faces, as single requests; each is harmless when it is sent again. */
final class AwsPersons {
    /** Rekognition associates, and lets one user have, at most so many faces. */
    static final int MOST_FACES = 100;

    private static final int FACES_A_PAGE = 4096;
    private static final int USERS_A_PAGE = 500;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final String BEING_UPDATED = "ConflictException";

    private final AwsCalls calls;
    private final String collection;

    AwsPersons(AwsCalls calls, String collection) {
        this.calls = calls;
        this.collection = collection;
    }

    /** The faces of a person; empty if there is no such person. */
    List<Face> faces(PersonId person, Deadline deadline) {
        try {
            return allFaces(AwsNames.user(person), deadline, face -> true);
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                throw e;
            }
            return List.of();
        }
    }

    boolean exists(PersonId person, Deadline deadline) {
        try {
            return !listFaces(AwsNames.user(person), null, 1, deadline).items().isEmpty();
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                throw e;
            }
            return false;
        }
    }

    /** Faces that were indexed for a person and belong to nobody: left by an enrolment or a removal that broke off. */
    List<FaceId> orphans(PersonId person, Deadline deadline) {
        String user = AwsNames.user(person);
        return allFaces(null, deadline, face -> face.userId() == null && user.equals(face.externalImageId())).stream()
                .map(face -> new FaceId(face.faceId()))
                .toList();
    }

    /** Whether it is an orphan of the person. */
    boolean isOrphan(PersonId person, FaceId face, Deadline deadline) {
        String user = AwsNames.user(person);
        return calls
                .send(AwsOperations.LIST_FACES, deadline, (client, configuration) -> {
                    ListFacesResponse page = client.listFaces(request -> request.collectionId(collection)
                            .faceIds(AwsNames.face(face))
                            .overrideConfiguration(configuration));
                    return required(page).faces();
                })
                .stream()
                .anyMatch(found -> found.userId() == null && user.equals(found.externalImageId()));
    }

    /** Whether the user is new. */
    boolean create(PersonId person, Deadline deadline) {
        String token = calls.token();
        try {
            calls.send(
                    AwsOperations.CREATE_USER,
                    deadline,
                    (client, configuration) -> client.createUser(request -> request.collectionId(collection)
                            .userId(AwsNames.user(person))
                            .clientRequestToken(token)
                            .overrideConfiguration(configuration)));
            return true;
        } catch (AlreadyExistsException e) {
            return false;
        }
    }

    /** Whether it was there or not. */
    void delete(PersonId person, Deadline deadline) {
        String token = calls.token();
        try {
            whenUpdated(
                    deadline,
                    () -> calls.send(
                            AwsOperations.DELETE_USER,
                            deadline,
                            (client, configuration) -> client.deleteUser(request -> request.collectionId(collection)
                                    .userId(AwsNames.user(person))
                                    .clientRequestToken(token)
                                    .overrideConfiguration(configuration))));
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                throw e;
            }
        }
    }

    /** No match threshold: whether faces are alike enough is not decided here. Faces just indexed may need a moment. */
    void associate(PersonId person, Collection<FaceId> faces, Deadline deadline) {
        List<String> left = faces.stream().map(AwsNames::face).toList();
        while (!left.isEmpty()) {
            List<String> batch = left.subList(0, Math.min(MOST_FACES, left.size()));
            String token = calls.token();
            AssociateFacesResponse answer = whenUpdated(
                    deadline,
                    () -> calls.send(AwsOperations.ASSOCIATE_FACES, deadline, (client, configuration) -> {
                        AssociateFacesResponse associated =
                                client.associateFaces(request -> request.collectionId(collection)
                                        .userId(AwsNames.user(person))
                                        .faceIds(batch)
                                        .userMatchThreshold(0f)
                                        .clientRequestToken(token)
                                        .overrideConfiguration(configuration));
                        UnusableAnswerException.require("status of the user", associated.userStatus());
                        return associated;
                    }));
            List<String> again = new ArrayList<>();
            for (UnsuccessfulFaceAssociation failed : answer.unsuccessfulFaceAssociations()) {
                if (!failed.reasons().contains(UnsuccessfulFaceAssociationReason.FACE_NOT_FOUND)) {
                    throw new RequestRefusedException(
                            "Rekognition does not give a face to the person: " + failed.reasonsAsStrings()
                                    + "; the picture may be enrolled for somebody else",
                            null,
                            null);
                }
                again.add(failed.faceId());
            }
            if (!again.isEmpty()) {
                calls.pause(BETWEEN_LOOKS, deadline);
            }
            again.addAll(left.subList(batch.size(), left.size()));
            left = again;
        }
    }

    /** Whether they are the person's, or there at all, or not. */
    void disassociate(PersonId person, Collection<FaceId> faces, Deadline deadline) {
        List<String> ids = faces.stream().map(AwsNames::face).toList();
        for (int from = 0; from < ids.size(); from += MOST_FACES) {
            List<String> batch = ids.subList(from, Math.min(from + MOST_FACES, ids.size()));
            String token = calls.token();
            try {
                whenUpdated(
                        deadline,
                        () -> calls.send(
                                AwsOperations.DISASSOCIATE_FACES,
                                deadline,
                                (client, configuration) ->
                                        client.disassociateFaces(request -> request.collectionId(collection)
                                                .userId(AwsNames.user(person))
                                                .faceIds(batch)
                                                .clientRequestToken(token)
                                                .overrideConfiguration(configuration))));
            } catch (NotFoundException e) {
                if (e.kind() == NotFoundException.Kind.GALLERY) {
                    throw e;
                }
            }
        }
    }

    /** Whether they are there or not; one that belongs to somebody stays. */
    void deleteFaces(Collection<FaceId> faces, Deadline deadline) {
        List<String> ids = faces.stream().map(AwsNames::face).toList();
        for (int from = 0; from < ids.size(); from += FACES_A_PAGE) {
            List<String> batch = ids.subList(from, Math.min(from + FACES_A_PAGE, ids.size()));
            calls.send(
                    AwsOperations.DELETE_FACES,
                    deadline,
                    (client, configuration) -> client.deleteFaces(request ->
                            request.collectionId(collection).faceIds(batch).overrideConfiguration(configuration)));
        }
    }

    /** The faces of the collection, whoever's they are. */
    AwsPages.Page<Face> allFaces(@Nullable String token, Deadline deadline) {
        return listFaces(null, token, FACES_A_PAGE, deadline);
    }

    AwsPages.Page<User> users(@Nullable String token, Deadline deadline) {
        return calls.send(AwsOperations.LIST_USERS, deadline, (client, configuration) -> {
            ListUsersResponse page = client.listUsers(request -> request.collectionId(collection)
                    .maxResults(USERS_A_PAGE)
                    .nextToken(token)
                    .overrideConfiguration(configuration));
            if (!page.hasUsers()) {
                throw new UnusableAnswerException("no list of users");
            }
            page.users().forEach(user -> UnusableAnswerException.requireText("id of a user", user.userId()));
            return new AwsPages.Page<>(page.users(), page.nextToken());
        });
    }

    private List<Face> allFaces(@Nullable String user, Deadline deadline, Predicate<Face> wanted) {
        List<Face> all = new ArrayList<>();
        AwsPages.Page<Face> page = new AwsPages.Page<>(List.of(), null);
        do {
            page = listFaces(user, page.next(), FACES_A_PAGE, deadline);
            page.items().stream().filter(wanted).forEach(all::add);
        } while (!page.isLast());
        return all;
    }

    private AwsPages.Page<Face> listFaces(@Nullable String user, @Nullable String token, int most, Deadline deadline) {
        return calls.send(AwsOperations.LIST_FACES, deadline, (client, configuration) -> {
            ListFacesResponse page = required(client.listFaces(request -> request.collectionId(collection)
                    .userId(user)
                    .maxResults(most)
                    .nextToken(token)
                    .overrideConfiguration(configuration)));
            return new AwsPages.Page<>(page.faces(), page.nextToken());
        });
    }

    private static ListFacesResponse required(ListFacesResponse page) {
        if (!page.hasFaces()) {
            throw new UnusableAnswerException("no list of faces");
        }
        page.faces().forEach(face -> UnusableAnswerException.requireText("id of a face", face.faceId()));
        return page;
    }

    /** While Rekognition works on a user it refuses to change them: that may take a minute. */
    private <T> T whenUpdated(Deadline deadline, Supplier<T> request) {
        while (true) {
            try {
                return request.get();
            } catch (ProviderUnavailableException e) {
                boolean updating = e.providerError()
                        .filter(error -> error.code().equals(BEING_UPDATED))
                        .isPresent();
                if (!updating || deadline.remaining().compareTo(BETWEEN_LOOKS) <= 0) {
                    throw e;
                }
                calls.pause(BETWEEN_LOOKS, deadline);
            }
        }
    }
}
