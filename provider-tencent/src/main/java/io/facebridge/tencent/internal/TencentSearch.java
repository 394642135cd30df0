package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.Candidate;
import com.tencentcloudapi.iai.v20200303.models.PersonGroupInfo;
import com.tencentcloudapi.iai.v20200303.models.Result;
import com.tencentcloudapi.iai.v20200303.models.SearchFacesRequest;
import com.tencentcloudapi.iai.v20200303.models.SearchPersonsRequest;
import io.facebridge.FaceNotFoundException;
import io.facebridge.ImageRole;
import io.facebridge.IncompatibleScaleException;
import io.facebridge.LowQualityException;
import io.facebridge.NotFoundException;
import io.facebridge.RequestRefusedException;
import io.facebridge.VendorResponse;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.spi.Deadline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SearchPersons, which knows a person by all faces at once; SearchFaces, which takes the best one, for galleries of model
 * 2.0. Belongs to one call.
 */
final class TencentSearch {
    /** As many as the service searches for at once. */
    static final int MOST_FACES = 10;

    /** As many as the service gives for each face. */
    static final int MOST_PERSONS = 100;

    /** As many as the service searches at once. */
    static final int MOST_GROUPS = 100;

    private static final long OK = 0;
    private static final Comparator<Found> LARGEST_FIRST = Comparator.comparingDouble(
                    (Found found) -> found.face().box().area())
            .reversed();

    private final TencentCalls calls;
    private final IaiFaceDetector detector;
    private final TencentImages probe;
    private final Deadline deadline;

    TencentSearch(TencentCalls calls, IaiFaceDetector detector, TencentImages probe, Deadline deadline) {
        this.calls = calls;
        this.detector = detector;
        this.probe = probe;
        this.deadline = deadline;
    }

    /** The faces of the picture, largest first, and who is like them, best first. */
    Answer find(List<String> groups, int faces, int persons) {
        try {
            return persons(groups, faces, persons);
        } catch (RequestRefusedException e) {
            if (TencentErrors.is(TencentErrors.ACROSS_VERSIONS, e)) {
                throw new IncompatibleScaleException("the galleries were made with face models of different versions,"
                        + " whose scores cannot be put in one order; search them one by one");
            }
            if (TencentErrors.is(TencentErrors.OLD_MODEL, e)) {
                return faces(groups, faces, persons);
            }
            throw e;
        } catch (NotFoundException e) {
            if (!TencentErrors.is(TencentErrors.NO_FACE_IN_GROUPS, e)) {
                throw e;
            }
            return groups.size() == 1 ? nobody(faces) : oneByOne(groups, faces, persons);
        }
    }

    private Answer persons(List<String> groups, int faces, int persons) {
        SearchPersonsRequest request = new SearchPersonsRequest();
        request.setGroupIds(groups.toArray(String[]::new));
        request.setImage(probe.base64());
        request.setMaxFaceNum((long) faces);
        request.setMaxPersonNum((long) persons);
        request.setFaceMatchThreshold(0f);
        request.setQualityControl(0L);
        request.setNeedPersonInfo(groups.size() > 1 ? 1L : 0L);
        return calls.send(
                TencentOperations.SEARCH_PERSONS,
                request,
                deadline,
                answer -> answer(
                        answer.getResults(),
                        answer.getFaceModelVersion(),
                        groups,
                        TencentMapper.answer(answer, answer.getRequestId())));
    }

    private Answer faces(List<String> groups, int faces, int persons) {
        SearchFacesRequest request = new SearchFacesRequest();
        request.setGroupIds(groups.toArray(String[]::new));
        request.setImage(probe.base64());
        request.setMaxFaceNum((long) faces);
        request.setMaxPersonNum((long) persons);
        request.setFaceMatchThreshold(0f);
        request.setQualityControl(0L);
        request.setNeedPersonInfo(groups.size() > 1 ? 1L : 0L);
        return calls.send(
                TencentOperations.SEARCH_FACES,
                request,
                deadline,
                answer -> answer(
                        answer.getResults(),
                        answer.getFaceModelVersion(),
                        groups,
                        TencentMapper.answer(answer, answer.getRequestId())));
    }

    private Answer answer(
            Result @Nullable [] results, @Nullable String model, List<String> groups, VendorResponse vendor) {
        List<Found> found = new ArrayList<>();
        for (Result result : UnusableAnswerException.require("list of results", results)) {
            if (result.getRetCode() != null && result.getRetCode() != OK) {
                throw new LowQualityException(ImageRole.PROBE, Set.of(LowQualityException.Reason.OTHER), null);
            }
            DetectedFace face = TencentMapper.face(result.getFaceRect(), probe);
            found.add(new Found(face, alike(result.getCandidates(), groups)));
        }
        if (found.isEmpty()) {
            throw new FaceNotFoundException(ImageRole.PROBE, null);
        }
        return new Answer(
                found.stream().sorted(LARGEST_FIRST).toList(),
                UnusableAnswerException.require("face model version", model),
                vendor);
    }

    private static List<Alike> alike(Candidate @Nullable [] candidates, List<String> groups) {
        List<Alike> alike = new ArrayList<>();
        for (Candidate candidate : candidates == null ? new Candidate[0] : candidates) {
            String person = UnusableAnswerException.require("person of a candidate", candidate.getPersonId());
            Float score = UnusableAnswerException.require("score of a candidate", candidate.getScore());
            of(person, candidate.getPersonGroupInfos(), groups)
                    .forEach(group -> alike.add(new Alike(group, person, score)));
        }
        return alike.stream()
                .sorted(Comparator.comparingDouble((Alike candidate) -> candidate.score())
                        .reversed())
                .toList();
    }

    /** Which of the galleries somebody is in: enrolled here, in the one that the id tells. */
    private static List<String> of(String person, PersonGroupInfo @Nullable [] infos, List<String> groups) {
        if (groups.size() == 1) {
            return groups;
        }
        List<String> ours = groups.stream()
                .filter(group -> TencentNames.isOurs(person, group))
                .toList();
        if (!ours.isEmpty() || infos == null) {
            return ours;
        }
        Set<String> member = Set.copyOf(Arrays.stream(infos)
                .map(info -> UnusableAnswerException.require("group of a candidate", info.getGroupId()))
                .toList());
        return groups.stream().filter(member::contains).toList();
    }

    /** Nobody is enrolled: the faces are found without a search. */
    private Answer nobody(int faces) {
        List<DetectedFace> found =
                detector.detect(probe, DetectOptions.defaults().atMost(faces), deadline);
        if (found.isEmpty()) {
            throw new FaceNotFoundException(ImageRole.PROBE, null);
        }
        return new Answer(found.stream().map(face -> new Found(face, List.of())).toList(), null, VendorResponse.none());
    }

    /** Some of the galleries are empty, perhaps: that must not hide who is in the others. */
    private Answer oneByOne(List<String> groups, int faces, int persons) {
        Answer whole = nobody(faces);
        for (String group : groups) {
            Answer part = find(List.of(group), faces, persons);
            if (part.model() != null) {
                whole = whole.with(part);
            }
        }
        return whole;
    }

    /**
     * What a search has found.
     *
     * @param faces largest first, one or more
     * @param model the version of the galleries' face model; {@code null} if nobody is enrolled in them
     * @param vendor what the service said
     */
    record Answer(List<Found> faces, @Nullable String model, VendorResponse vendor) {
        Answer with(Answer other) {
            if (model != null && !model.equals(other.model)) {
                throw new IncompatibleScaleException("the galleries were made with the face models " + model + " and "
                        + other.model + ", whose scores cannot be put in one order; search them one by one");
            }
            List<Found> joined = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                List<Alike> alike = new ArrayList<>(faces.get(i).alike());
                if (i < other.faces.size()) {
                    alike.addAll(other.faces.get(i).alike());
                }
                alike.sort(Comparator.comparingDouble((Alike candidate) -> candidate.score())
                        .reversed());
                joined.add(new Found(faces.get(i).face(), alike));
            }
            return new Answer(joined, other.model, other.vendor);
        }
    }

    /**
     * A face of the picture.
     *
     * @param face where it is
     * @param alike who is like it, best first
     */
    record Found(DetectedFace face, List<Alike> alike) {}

    /**
     * Somebody enrolled.
     *
     * @param group the gallery's id
     * @param person the service's id of the person
     * @param score as the service gave it
     */
    record Alike(String group, String person, float score) {}
}
