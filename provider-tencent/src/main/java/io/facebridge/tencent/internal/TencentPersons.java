package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.DeleteFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.DeleteFaceResponse;
import com.tencentcloudapi.iai.v20200303.models.DeletePersonFromGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.DeletePersonRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonBaseInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonGroupInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.PersonGroupInfo;
import io.facebridge.error.Effect;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.ProviderUnavailableException;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.Deadline;
import io.facebridge.remote.UnusableAnswerException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The persons of a group: those enrolled by this provider, whose ids show it, and those enrolled by other applications. */
final class TencentPersons {
    /** The maximum number of faces of a person. */
    static final int MAX_FACES = 5;

    private static final long MAX_GROUPS = 100;

    private final TencentCalls calls;
    private final String group;

    TencentPersons(TencentCalls calls, String group) {
        this.calls = calls;
        this.group = group;
    }

    /**
     * Returns a person and their faces; empty if no person in the group has this id.
     *
     * @throws NotFoundException if the group does not exist
     */
    Optional<StoredEntry> find(PersonId person, Deadline deadline) {
        Optional<StoredEntry> ours = TencentNames.ours(person, group).flatMap(id -> known(id, true, deadline));
        return ours.isPresent() ? ours : enrolledByOthers(person, deadline).flatMap(id -> known(id, false, deadline));
    }

    /**
     * Returns the service's id of a person that another application enrolled in the group; empty if there is none.
     *
     * @throws NotFoundException if the group does not exist
     */
    Optional<String> enrolledByOthers(PersonId person, Deadline deadline) {
        GetPersonGroupInfoRequest request = new GetPersonGroupInfoRequest();
        request.setPersonId(person.value());
        request.setOffset(0L);
        request.setLimit(MAX_GROUPS);
        boolean member;
        try {
            member = calls.send(
                    TencentOperations.GET_PERSON_GROUP_INFO,
                    request,
                    deadline,
                    answer -> Arrays.stream(
                                    UnusableAnswerException.require("list of groups", answer.getPersonGroupInfos()))
                            .map(PersonGroupInfo::getGroupId)
                            .anyMatch(group::equals));
        } catch (NotFoundException e) {
            requirePerson(e);
            member = false;
        }
        if (!member) {
            new TencentGroups(calls).describe(group, deadline);
        }
        return member ? Optional.of(person.value()) : Optional.empty();
    }

    private Optional<StoredEntry> known(String id, boolean ours, Deadline deadline) {
        GetPersonBaseInfoRequest request = new GetPersonBaseInfoRequest();
        request.setPersonId(id);
        try {
            return Optional.of(calls.send(
                    TencentOperations.GET_PERSON_BASE_INFO,
                    request,
                    deadline,
                    answer -> new StoredEntry(
                            id,
                            ours,
                            Arrays.stream(UnusableAnswerException.require("list of faces", answer.getFaceIds()))
                                    .map(TencentNames::answeredFace)
                                    .toList())));
        } catch (NotFoundException e) {
            requirePerson(e);
            return Optional.empty();
        }
    }

    /**
     * Deletes faces, existing or not, of which at least one other remains.
     *
     * @throws ProviderUnavailableException if the service reports success and some of the faces still exist
     */
    void deleteFaces(String person, List<FaceId> faces, Deadline deadline) {
        DeleteFaceRequest request = new DeleteFaceRequest();
        request.setPersonId(person);
        request.setFaceIds(faces.stream().map(TencentNames::face).toArray(String[]::new));
        DeleteFaceResponse answer;
        try {
            answer = calls.send(TencentOperations.DELETE_FACE, request, deadline, received -> received);
        } catch (NotFoundException e) {
            requirePerson(e);
            return;
        }
        Set<String> deleted = answer.getSucFaceIds() == null ? Set.of() : Set.copyOf(List.of(answer.getSucFaceIds()));
        List<FaceId> others =
                faces.stream().filter(face -> !deleted.contains(face.value())).toList();
        if (others.isEmpty()) {
            return;
        }
        List<FaceId> there =
                known(person, true, deadline).map(StoredEntry::faces).orElse(List.of());
        List<FaceId> left = others.stream().filter(there::contains).toList();
        if (!left.isEmpty()) {
            int gone = faces.size() - left.size();
            throw new ProviderUnavailableException(
                    "Tencent Cloud deleted " + gone + " of " + faces.size()
                            + " faces of a person and kept the others; remove them again",
                    calls.answered(answer.getRequestId()),
                    gone == 0 ? Effect.NONE : Effect.PARTIAL,
                    null,
                    null);
        }
    }

    /**
     * Deletes a person that this provider enrolled, with all faces.
     *
     * @return whether the person existed
     */
    boolean deleteOurs(String person, Deadline deadline) {
        DeletePersonRequest request = new DeletePersonRequest();
        request.setPersonId(person);
        return deleted(() -> calls.send(TencentOperations.DELETE_PERSON, request, deadline, answer -> answer));
    }

    /**
     * Removes a person that another application enrolled from the group; the service deletes a person that is in no group
     * anymore.
     *
     * @return whether the person was in the group
     */
    boolean deleteFromGroup(String person, Deadline deadline) {
        DeletePersonFromGroupRequest request = new DeletePersonFromGroupRequest();
        request.setPersonId(person);
        request.setGroupId(group);
        return deleted(
                () -> calls.send(TencentOperations.DELETE_PERSON_FROM_GROUP, request, deadline, answer -> answer));
    }

    void delete(StoredEntry person, Deadline deadline) {
        if (person.ours()) {
            deleteOurs(person.id(), deadline);
        } else {
            deleteFromGroup(person.id(), deadline);
        }
    }

    private static boolean deleted(Runnable request) {
        try {
            request.run();
            return true;
        } catch (NotFoundException e) {
            requirePerson(e);
            return false;
        }
    }

    private static void requirePerson(NotFoundException e) {
        if (e.kind() != NotFoundException.Kind.PERSON) {
            throw e;
        }
    }

    /**
     * A person in the group.
     *
     * @param id the service's
     * @param ours whether this provider enrolled the person, who is then in no other gallery
     * @param faces in the service's order
     */
    record StoredEntry(String id, boolean ours, List<FaceId> faces) {}
}
