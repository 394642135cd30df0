package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.GetGroupInfoResponse;
import com.tencentcloudapi.iai.v20200303.models.GetPersonListNumRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonListNumResponse;
import com.tencentcloudapi.iai.v20200303.models.GetPersonListRequest;
import com.tencentcloudapi.iai.v20200303.models.PersonInfo;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.EnrollmentResult;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.FaceId;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.GalleryInfo;
import io.facebridge.gallery.Person;
import io.facebridge.gallery.PersonId;
import io.facebridge.internal.Timeouts;
import io.facebridge.remote.CallScope;
import io.facebridge.remote.Pages;
import io.facebridge.remote.UnusableAnswerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A gallery on a group and its persons. */
final class IaiGallery implements FaceGallery {
    private static final long A_PAGE = 1_000;

    private final TencentCalls calls;
    private final GalleryId id;
    private final String group;
    private final GalleryContext context;
    private final TencentPersons persons;

    IaiGallery(TencentCalls calls, GalleryId id, String group, GalleryContext context) {
        this.calls = calls;
        this.id = id;
        this.group = group;
        this.context = context;
        persons = new TencentPersons(calls, group);
    }

    @Override
    public GalleryId id() {
        return id;
    }

    @Override
    public GalleryInfo info() {
        return calls.call(deadline -> {
            GetGroupInfoResponse described = new TencentGroups(calls).describe(group, deadline);
            GetPersonListNumRequest request = new GetPersonListNumRequest();
            request.setGroupId(group);
            GetPersonListNumResponse counted =
                    calls.send(TencentOperations.GET_PERSON_LIST_NUM, request, deadline, answer -> {
                        UnusableAnswerException.requireCount("number of persons", answer.getPersonNum());
                        UnusableAnswerException.requireCount("number of faces", answer.getFaceNum());
                        return answer;
                    });
            GalleryInfo.Builder info = GalleryInfo.builder(id).model(described.getFaceModelVersion());
            if (counted.getPersonNum() != null) {
                info.persons(counted.getPersonNum());
            }
            if (counted.getFaceNum() != null) {
                info.faces(counted.getFaceNum());
            }
            if (described.getCreationTimestamp() != null) {
                info.created(Instant.ofEpochMilli(described.getCreationTimestamp()));
            }
            return info.build();
        });
    }

    @Override
    public EnrollmentResult enroll(EnrollRequest request) {
        TencentNames.check(request.person());
        try (CallScope call = calls.begin()) {
            return new TencentEnrollment(calls, group, persons, context, request, call.deadline()).run();
        }
    }

    @Override
    public Optional<Person> find(PersonId person) {
        TencentNames.check(person);
        return calls.call(deadline -> persons.find(person, deadline).map(known -> new Person(person, known.faces())));
    }

    @Override
    public Iterable<PersonId> list() {
        return new Pages<PersonId, Long>(after -> {
            long offset = TencentPages.offset(after);
            GetPersonListRequest request = new GetPersonListRequest();
            request.setGroupId(group);
            request.setOffset(offset);
            request.setLimit(A_PAGE);
            return calls.call(deadline -> calls.send(TencentOperations.GET_PERSON_LIST, request, deadline, answer -> {
                UnusableAnswerException.requireCount("number of persons", answer.getPersonNum());
                PersonInfo[] infos = UnusableAnswerException.require("list of persons", answer.getPersonInfos());
                return TencentPages.page(
                        Arrays.stream(infos)
                                .map(info ->
                                        TencentNames.person(TencentNames.answeredPerson(info.getPersonId()), group))
                                .toList(),
                        offset,
                        infos.length,
                        UnusableAnswerException.require("number of persons", answer.getPersonNum()));
            }));
        });
    }

    @Override
    public void removeFace(PersonId person, FaceId face) {
        TencentNames.check(person);
        TencentNames.face(face);
        calls.call(deadline -> context.locks().callExclusively(group, person.value(), deadline, () -> {
            persons.find(person, deadline)
                    .filter(known -> known.faces().contains(face))
                    .ifPresent(known -> {
                        if (known.faces().size() == 1) {
                            persons.delete(known, deadline);
                        } else {
                            persons.deleteFaces(known.id(), List.of(face), deadline);
                        }
                    });
            return person;
        }));
    }

    @Override
    public void remove(PersonId person) {
        TencentNames.check(person);
        calls.call(deadline -> context.locks().callExclusively(group, person.value(), deadline, () -> {
            boolean deleted = TencentNames.ours(person, group)
                    .map(ours -> persons.deleteOurs(ours, deadline))
                    .orElse(false);
            if (!deleted) {
                persons.enrolledByOthers(person, deadline)
                        .ifPresent(others -> persons.deleteFromGroup(others, deadline));
            }
            return person;
        }));
    }

    /** The service does not report when it is done and documents no delay: an enrolled person counts as searchable at once. */
    @Override
    public void awaitSearchable(Duration timeout) {
        Timeouts.require(timeout);
        calls.call(deadline -> new TencentGroups(calls).describe(group, deadline));
    }

    @Override
    public String toString() {
        return "FaceGallery[" + id + "]";
    }
}
