package io.facebridge.aws.internal;

import io.facebridge.error.AlreadyExistsException;
import io.facebridge.error.Effect;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderError;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.Pages;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rekognition.model.AssociateFacesRequest;
import software.amazon.awssdk.services.rekognition.model.AssociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.CreateUserRequest;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesRequest;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesResponse;
import software.amazon.awssdk.services.rekognition.model.DeleteUserRequest;
import software.amazon.awssdk.services.rekognition.model.DisassociateFacesRequest;
import software.amazon.awssdk.services.rekognition.model.DisassociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.ListFacesRequest;
import software.amazon.awssdk.services.rekognition.model.ListFacesResponse;
import software.amazon.awssdk.services.rekognition.model.ListUsersRequest;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletion;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDisassociation;
import software.amazon.awssdk.services.rekognition.model.User;

/** The users of one collection and their faces, as single requests, each of which is idempotent. */
final class AwsPersons {
    /** The maximum number of faces that Rekognition associates with one user, in total and per request. */
    static final int MAX_FACES = 100;

    private static final int FACES_A_PAGE = 4096;
    private static final int USERS_A_PAGE = 500;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final String NOT_FOUND = "FACE_NOT_FOUND";
    private static final String NO_REASON = "NO_REASON";
    private static final String UNMENTIONED = "NOT_MENTIONED";
    private static final String ASSOCIATED_TO_ANOTHER = "ASSOCIATED_TO_A_DIFFERENT_";
    private static final String BEING_UPDATED = "ConflictException";

    private final AwsCalls calls;
    private final String collection;

    AwsPersons(AwsCalls calls, String collection) {
        this.calls = calls;
        this.collection = collection;
    }

    /** Returns the faces of a person; empty if the person does not exist. */
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

    /**
     * Returns the person of a face: its user. A face without a user belongs to the person of its external id, and one without
     * that is a person of its own, so that it can be listed, searched and removed.
     */
    static String personOf(Face face) {
        if (face.userId() != null) {
            return face.userId();
        }
        return face.externalImageId() != null ? face.externalImageId() : face.faceId();
    }

    /**
     * Returns the faces of a person that belong to no user: left by an interrupted enrollment or removal, or of a collection
     * without users.
     */
    List<FaceId> orphans(PersonId person, Deadline deadline) {
        return ids(allFaces(null, deadline, face -> isOrphan(face, person)));
    }

    /** Returns whether the face is a face of the person that belongs to no user. */
    boolean isOrphan(PersonId person, FaceId face, Deadline deadline) {
        return known(List.of(face), deadline).stream().anyMatch(found -> isOrphan(found, person));
    }

    private static boolean isOrphan(Face face, PersonId person) {
        return face.userId() == null && person.value().equals(personOf(face));
    }

    /** Returns those of the faces that are in the collection and belong to no user. */
    List<FaceId> unassigned(Collection<FaceId> faces, Deadline deadline) {
        return ids(known(faces, deadline).stream()
                .filter(face -> face.userId() == null)
                .toList());
    }

    /** Returns whether a face, wherever it was found, belongs to the person: now, formerly, or for lack of a user. */
    static boolean isOf(Face face, PersonId person, Set<FaceId> earlier) {
        return person.value().equals(personOf(face)) || earlier.contains(new FaceId(face.faceId()));
    }

    static List<FaceId> ids(List<Face> faces) {
        return faces.stream().map(face -> new FaceId(face.faceId())).toList();
    }

    private List<Face> known(Collection<FaceId> faces, Deadline deadline) {
        List<Face> known = new ArrayList<>();
        for (List<String> batch : batches(faces.stream().map(AwsNames::face).toList(), FACES_A_PAGE)) {
            known.addAll(calls.send(
                    AwsOperations.LIST_FACES,
                    ListFacesRequest.builder()
                            .collectionId(collection)
                            .faceIds(batch)
                            .build(),
                    deadline,
                    page -> required(page).faces()));
        }
        return known;
    }

    /** Creates a user; returns whether it is new. */
    boolean create(PersonId person, Deadline deadline) {
        String token = calls.token();
        try {
            calls.send(
                    AwsOperations.CREATE_USER,
                    CreateUserRequest.builder()
                            .collectionId(collection)
                            .userId(AwsNames.user(person))
                            .clientRequestToken(token)
                            .build(),
                    deadline);
            return true;
        } catch (AlreadyExistsException e) {
            return false;
        }
    }

    /** Deletes a user, whether it exists or not. */
    void delete(PersonId person, Deadline deadline) {
        String token = calls.token();
        try {
            whenUpdated(
                    deadline,
                    () -> calls.send(
                            AwsOperations.DELETE_USER,
                            DeleteUserRequest.builder()
                                    .collectionId(collection)
                                    .userId(AwsNames.user(person))
                                    .clientRequestToken(token)
                                    .build(),
                            deadline));
        } catch (NotFoundException e) {
            if (e.kind() == NotFoundException.Kind.GALLERY) {
                throw e;
            }
        }
    }

    /**
     * Associates faces with a user, without a match threshold: similarity is not decided here. Faces that were just indexed may
     * need a moment.
     */
    void associate(PersonId person, Collection<FaceId> faces, Deadline deadline) {
        List<String> left = faces.stream().map(AwsNames::face).toList();
        while (!left.isEmpty()) {
            List<String> batch = left.subList(0, Math.min(MAX_FACES, left.size()));
            String token = calls.token();
            AssociateFacesResponse answer = whenUpdated(
                    deadline,
                    () -> calls.send(
                            AwsOperations.ASSOCIATE_FACES,
                            AssociateFacesRequest.builder()
                                    .collectionId(collection)
                                    .userId(AwsNames.user(person))
                                    .faceIds(batch)
                                    .userMatchThreshold(0f)
                                    .clientRequestToken(token)
                                    .build(),
                            deadline,
                            associated -> {
                                UnusableAnswerException.require("status of the user", associated.userStatus());
                                return associated;
                            }));
            throwUnlessUnknown(answer);
            List<String> again = new ArrayList<>();
            answer.unsuccessfulFaceAssociations().forEach(failed -> again.add(failed.faceId()));
            if (!again.isEmpty()) {
                calls.pause(POLL_INTERVAL, deadline);
            }
            again.addAll(left.subList(batch.size(), left.size()));
            left = again;
        }
    }

    private void throwUnlessUnknown(AssociateFacesResponse answer) {
        List<String> reasons = answer.unsuccessfulFaceAssociations().stream()
                .flatMap(failed ->
                        failed.reasonsAsStrings().isEmpty() ? Stream.of(NO_REASON) : failed.reasonsAsStrings().stream())
                .filter(reason -> !reason.equals(NOT_FOUND))
                .distinct()
                .toList();
        if (reasons.isEmpty()) {
            return;
        }
        ProviderError error = calls.answered(answer, String.join(", ", reasons));
        if (reasons.stream().allMatch(reason -> reason.startsWith(ASSOCIATED_TO_ANOTHER))) {
            throw new AlreadyExistsException(AlreadyExistsException.Kind.FACE, null, error, null);
        }
        throw new RequestRefusedException(
                "Rekognition does not associate a face with the person: " + reasons
                        + "; check that the image is of this person and not enrolled for another one",
                error,
                null);
    }

    /**
     * Disassociates faces, and waits for those that the service does not disassociate yet. Those that do not exist, or belong
     * to no user, are done.
     *
     * @throws ProviderUnavailableException if faces are left at the deadline, with the reasons and the effect PARTIAL
     */
    void disassociate(PersonId person, Collection<FaceId> faces, Deadline deadline) {
        disassociate(person, faces, Set.of(NOT_FOUND), deadline);
    }

    /** Does the same, and treats those that belong to another user as done, too. */
    void disassociateIfTheirs(PersonId person, Collection<FaceId> faces, Deadline deadline) {
        disassociate(person, faces, Set.of(NOT_FOUND, ASSOCIATED_TO_ANOTHER + "USER"), deadline);
    }

    private void disassociate(PersonId person, Collection<FaceId> faces, Set<String> done, Deadline deadline) {
        untilDone(AwsOperations.DISASSOCIATE_FACES, faces, MAX_FACES, deadline, batch -> {
            String token = calls.token();
            try {
                DisassociateFacesResponse answer = whenUpdated(
                        deadline,
                        () -> calls.send(
                                AwsOperations.DISASSOCIATE_FACES,
                                DisassociateFacesRequest.builder()
                                        .collectionId(collection)
                                        .userId(AwsNames.user(person))
                                        .faceIds(batch)
                                        .clientRequestToken(token)
                                        .build(),
                                deadline));
                return Left.of(
                        batch,
                        answer.unsuccessfulFaceDisassociations(),
                        UnsuccessfulFaceDisassociation::faceId,
                        UnsuccessfulFaceDisassociation::reasonsAsStrings,
                        done,
                        reasons -> calls.answered(answer, reasons));
            } catch (NotFoundException e) {
                if (e.kind() == NotFoundException.Kind.GALLERY) {
                    throw e;
                }
                return Left.NONE;
            }
        });
    }

    /**
     * Deletes faces, and waits for those that the service does not delete yet, which it does not while it updates the user that
     * had them. Those that do not exist are done.
     *
     * @throws ProviderUnavailableException if faces are left at the deadline, with the reasons and the effect PARTIAL
     */
    void deleteFaces(Collection<FaceId> faces, Deadline deadline) {
        untilDone(AwsOperations.DELETE_FACES, faces, FACES_A_PAGE, deadline, batch -> {
            DeleteFacesResponse answer = calls.send(
                    AwsOperations.DELETE_FACES,
                    DeleteFacesRequest.builder()
                            .collectionId(collection)
                            .faceIds(batch)
                            .build(),
                    deadline);
            Left left = Left.of(
                    batch,
                    answer.unsuccessfulFaceDeletions(),
                    UnsuccessfulFaceDeletion::faceId,
                    UnsuccessfulFaceDeletion::reasonsAsStrings,
                    Set.of(NOT_FOUND),
                    reasons -> calls.answered(answer, reasons));
            return left.and(unmentioned(batch, answer, deadline), () -> calls.answered(answer, UNMENTIONED));
        });
    }

    /** Returns the faces that the response does not mention and that still exist. */
    private List<String> unmentioned(List<String> batch, DeleteFacesResponse answer, Deadline deadline) {
        Set<String> mentioned = Stream.concat(
                        answer.deletedFaces().stream(),
                        answer.unsuccessfulFaceDeletions().stream().map(UnsuccessfulFaceDeletion::faceId))
                .collect(Collectors.toSet());
        List<FaceId> asked = batch.stream()
                .filter(face -> !mentioned.contains(face))
                .map(FaceId::new)
                .toList();
        return ids(known(asked, deadline)).stream().map(AwsNames::face).toList();
    }

    /** Repeats the request for the faces that the service reports as unsuccessful, until none is left. */
    private void untilDone(
            AwsOperation<?, ?> operation,
            Collection<FaceId> faces,
            int batchSize,
            Deadline deadline,
            Function<List<String>, Left> request) {
        List<String> again = faces.stream().map(AwsNames::face).toList();
        @Nullable ProviderError reasons = null;
        for (Duration wait = FIRST_WAIT; !again.isEmpty(); wait = longer(wait)) {
            List<String> left = new ArrayList<>();
            Duration begun = deadline.remaining();
            try {
                for (List<String> batch : batches(again, batchSize)) {
                    Left ofBatch = request.apply(batch);
                    left.addAll(ofBatch.faces());
                    reasons = ofBatch.error() == null ? reasons : ofBatch.error();
                }
                // A round that would end in a timeout is not begun: its effect would be unknown.
                Duration needed = wait.plus(begun.minus(deadline.remaining()));
                if (!left.isEmpty() && deadline.remaining().compareTo(needed) > 0) {
                    calls.pause(wait, deadline);
                    again = left;
                    continue;
                }
            } catch (FaceBridgeException e) {
                if (reasons != null) {
                    e.addEffect(
                            Effect.PARTIAL,
                            "before, " + operation.name() + " was not carried out for all faces (" + reasons.code()
                                    + ")");
                }
                throw e;
            }
            if (!left.isEmpty()) {
                throw unfinished(operation, left.size() + " of " + faces.size(), reasons);
            }
            return;
        }
    }

    private static ProviderUnavailableException unfinished(
            AwsOperation<?, ?> operation, String faces, @Nullable ProviderError reasons) {
        return new ProviderUnavailableException(
                "Rekognition did not carry out " + operation.name() + " for " + faces + " faces within the deadline"
                        + (reasons == null ? "" : " (" + reasons.code() + ")")
                        + "; it needs a moment after every change of a person: call again, or raise CallPolicy's"
                        + " deadline",
                reasons,
                Effect.PARTIAL,
                null,
                null);
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(POLL_INTERVAL) < 0 ? twice : POLL_INTERVAL;
    }

    private static List<List<String>> batches(List<String> ids, int size) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + size)
                .mapToObj(from -> ids.subList(from, Math.min(from + size, ids.size())))
                .toList();
    }

    /**
     * The part of a batch that is not done.
     *
     * @param faces the faces; all of the batch if the response does not name faces of the batch
     * @param error the reason; {@code null} if there are none
     */
    private record Left(List<String> faces, @Nullable ProviderError error) {
        static final Left NONE = new Left(List.of(), null);

        Left and(List<String> others, Supplier<ProviderError> why) {
            Set<String> all = new LinkedHashSet<>(faces);
            return all.addAll(others) ? new Left(List.copyOf(all), error == null ? why.get() : error) : this;
        }

        static <F> Left of(
                List<String> batch,
                List<F> unsuccessful,
                Function<F, @Nullable String> face,
                Function<F, List<String>> reasons,
                Set<String> done,
                Function<String, ProviderError> error) {
            List<F> left = unsuccessful.stream()
                    .filter(failed -> reasons.apply(failed).isEmpty() || !done.containsAll(reasons.apply(failed)))
                    .toList();
            if (left.isEmpty()) {
                return NONE;
            }
            String words = left.stream()
                    .flatMap(failed -> reasons.apply(failed).stream())
                    .filter(reason -> !done.contains(reason))
                    .distinct()
                    .collect(Collectors.joining(", "));
            Set<String> named = left.stream().map(face).filter(Objects::nonNull).collect(Collectors.toSet());
            return new Left(
                    batch.containsAll(named) && !named.isEmpty() ? List.copyOf(named) : batch,
                    error.apply(words.isEmpty() ? NO_REASON : words));
        }
    }

    /** Returns a page of the faces of the collection, of all persons. */
    Pages.Page<Face, String> allFaces(@Nullable String token, Deadline deadline) {
        return listFaces(null, token, FACES_A_PAGE, deadline);
    }

    Pages.Page<User, String> users(@Nullable String token, Deadline deadline) {
        return calls.send(
                AwsOperations.LIST_USERS,
                ListUsersRequest.builder()
                        .collectionId(collection)
                        .maxResults(USERS_A_PAGE)
                        .nextToken(token)
                        .build(),
                deadline,
                page -> {
                    if (!page.hasUsers()) {
                        throw new UnusableAnswerException("no list of users");
                    }
                    page.users().forEach(user -> AwsNames.answeredUser(user.userId()));
                    return AwsPages.page(page.users(), page.nextToken());
                });
    }

    private List<Face> allFaces(@Nullable String user, Deadline deadline, Predicate<Face> wanted) {
        List<Face> all = new ArrayList<>();
        Pages.Page<Face, String> page = new Pages.Page<>(List.of(), null);
        do {
            page = listFaces(user, page.next(), FACES_A_PAGE, deadline);
            page.items().stream().filter(wanted).forEach(all::add);
        } while (page.next() != null);
        return all;
    }

    private Pages.Page<Face, String> listFaces(
            @Nullable String user, @Nullable String token, int max, Deadline deadline) {
        return calls.send(
                AwsOperations.LIST_FACES,
                ListFacesRequest.builder()
                        .collectionId(collection)
                        .userId(user)
                        .maxResults(max)
                        .nextToken(token)
                        .build(),
                deadline,
                page -> AwsPages.page(required(page).faces(), page.nextToken()));
    }

    private static ListFacesResponse required(ListFacesResponse page) {
        if (!page.hasFaces()) {
            throw new UnusableAnswerException("no list of faces");
        }
        page.faces().forEach(face -> AwsNames.answeredFace(face.faceId()));
        return page;
    }

    /** While Rekognition updates a user it rejects changes of that user, which may take a minute. */
    private <T> T whenUpdated(Deadline deadline, Supplier<T> request) {
        while (true) {
            try {
                return request.get();
            } catch (ProviderUnavailableException e) {
                boolean updating = e.providerError()
                        .filter(error -> error.code().equals(BEING_UPDATED))
                        .isPresent();
                if (!updating || deadline.remaining().compareTo(POLL_INTERVAL) <= 0) {
                    throw e;
                }
                calls.pause(POLL_INTERVAL, deadline);
            }
        }
    }
}
