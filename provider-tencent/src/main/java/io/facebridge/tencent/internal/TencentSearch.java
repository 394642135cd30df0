package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.Candidate;
import com.tencentcloudapi.iai.v20200303.models.PersonGroupInfo;
import com.tencentcloudapi.iai.v20200303.models.Result;
import com.tencentcloudapi.iai.v20200303.models.SearchFacesRequest;
import com.tencentcloudapi.iai.v20200303.models.SearchPersonsRequest;
import io.facebridge.error.FaceNotFoundException;
import io.facebridge.error.ImageRole;
import io.facebridge.error.IncompatibleScaleException;
import io.facebridge.error.LowQualityException;
import io.facebridge.error.NotFoundException;
import io.facebridge.error.RequestRefusedException;
import io.facebridge.face.DetectOptions;
import io.facebridge.face.DetectedFace;
import io.facebridge.face.QualityReason;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.UnusableAnswerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches by SearchPersons, which compares with all faces of a person at once, or by SearchFaces, which takes the best one,
 * for galleries of model 2.0. Confined to one call.
 */
final class TencentSearch {
    /** The maximum number of faces of one search. */
    static final int MAX_FACES = 10;

    /** The maximum number of candidates for each face. */
    static final int MAX_PERSONS = 100;

    /** The maximum number of groups of one search. */
    static final int MAX_GROUPS = 100;

    private static final long OK = 0;
    private static final long POOR = -1601;

    /** The code of a face that was searched for and has no candidate. */
    private static final long NO_CANDIDATE = -1604;

    /** DetectFace and the searches return slightly different boxes for the same face. */
    private static final double SAME_FACE = 0.2;

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

    /** Returns the faces of the image, largest first, with their candidates, best first. */
    Answer find(List<String> groups, int faces, int persons) {
        return searched(groups, faces, persons)
                .orElseGet(() -> groups.size() == 1 ? withoutCandidates(faces) : oneByOne(groups, faces, persons));
    }

    /** Searches the galleries together; empty if one of the galleries, or each, contains no face. */
    private Optional<Answer> searched(List<String> groups, int faces, int persons) {
        try {
            return Optional.of(personsOrFaces(groups, faces, persons));
        } catch (NotFoundException e) {
            if (!TencentErrors.is(TencentErrors.NO_FACE_IN_GROUPS, e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Answer personsOrFaces(List<String> groups, int faces, int persons) {
        try {
            return persons(groups, faces, persons);
        } catch (RequestRefusedException e) {
            if (TencentErrors.is(TencentErrors.ACROSS_VERSIONS, e)) {
                throw new IncompatibleScaleException("the galleries were made with face models of different versions,"
                        + " whose scores are not comparable; search them one by one");
            }
            if (TencentErrors.is(TencentErrors.OLD_MODEL, e)) {
                return faces(groups, faces, persons);
            }
            throw e;
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
        boolean poor = false;
        boolean shapeless = false;
        for (Result result : UnusableAnswerException.require("list of results", results)) {
            long code = result.getRetCode() == null ? OK : result.getRetCode();
            boolean searched = code == OK || code == NO_CANDIDATE;
            poor |= code == POOR;
            if (TencentMapper.isShapeless(result.getFaceRect())) {
                shapeless = true;
            } else {
                DetectedFace face = TencentMapper.face(result.getFaceRect(), probe);
                found.add(searched ? new Found(face, alike(result.getCandidates(), groups)) : Found.refused(face));
            }
        }
        if (poor && found.stream().allMatch(Found::isRefused)) {
            throw tooPoor(vendor);
        }
        if (found.isEmpty() && !shapeless) {
            throw new FaceNotFoundException(ImageRole.PROBE, null);
        }
        if (found.stream().allMatch(Found::isRefused)) {
            throw new UnusableAnswerException("no face that was searched for");
        }
        return new Answer(
                found.stream().sorted(LARGEST_FIRST).toList(),
                UnusableAnswerException.requireText("face model version", model),
                vendor);
    }

    /** Creates the exception for a face that the service rejects to search for. */
    LowQualityException tooPoor(VendorResponse vendor) {
        return new LowQualityException(
                ImageRole.PROBE,
                Set.of(QualityReason.OTHER),
                calls.answered(Long.toString(POOR), vendor.requestId().orElse(null)));
    }

    private static List<ScoredPerson> alike(Candidate @Nullable [] candidates, List<String> groups) {
        List<ScoredPerson> alike = new ArrayList<>();
        for (Candidate candidate : candidates == null ? new Candidate[0] : candidates) {
            String person = TencentNames.answeredPerson(candidate.getPersonId());
            Float score = UnusableAnswerException.require("score of a candidate", candidate.getScore());
            of(person, candidate.getPersonGroupInfos(), groups)
                    .forEach(group -> alike.add(new ScoredPerson(group, person, score)));
        }
        return alike.stream()
                .sorted(Comparator.comparingDouble((ScoredPerson candidate) -> candidate.score())
                        .reversed())
                .toList();
    }

    /** Returns which of the galleries a person is in; for a person that this provider enrolled, the one that the id names. */
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
                .map(info -> UnusableAnswerException.requireText("id of a group", info.getGroupId()))
                .toList());
        return groups.stream().filter(member::contains).toList();
    }

    /** Detects the faces without a search, because the galleries are empty. */
    private Answer withoutCandidates(int faces) {
        List<DetectedFace> found =
                detector.detect(probe, DetectOptions.defaults().atMost(faces), deadline);
        if (found.isEmpty()) {
            throw new FaceNotFoundException(ImageRole.PROBE, null);
        }
        return new Answer(found.stream().map(face -> new Found(face, List.of())).toList(), null, VendorResponse.none());
    }

    /** Searches the galleries one by one, so that possibly empty ones do not hide the candidates of the others. */
    private Answer oneByOne(List<String> groups, int faces, int persons) {
        @Nullable Answer whole = null;
        for (String group : groups) {
            @Nullable Answer part = searched(List.of(group), faces, persons).orElse(null);
            if (part != null) {
                whole = whole == null ? part : whole.with(part);
            }
        }
        return whole == null ? withoutCandidates(faces) : whole;
    }

    /**
     * The result of a search.
     *
     * @param faces one or more, largest first
     * @param model the version of the galleries' face model; {@code null} if they are empty
     * @param vendor the service's response
     */
    record Answer(List<Found> faces, @Nullable String model, VendorResponse vendor) {
        Answer with(Answer other) {
            if (model != null && !model.equals(other.model)) {
                throw new IncompatibleScaleException("the galleries were made with the face models " + model + " and "
                        + other.model + ", whose scores are not comparable; search them one by one");
            }
            List<Found> joined = new ArrayList<>(faces);
            for (Found more : other.faces) {
                Found same = joined.stream()
                        .filter(found -> found.overlap(more) > SAME_FACE)
                        .max(Comparator.comparingDouble(found -> found.overlap(more)))
                        .orElse(null);
                if (same == null) {
                    joined.add(more);
                } else {
                    joined.set(joined.indexOf(same), same.with(more));
                }
            }
            return new Answer(joined.stream().sorted(LARGEST_FIRST).toList(), other.model, other.vendor);
        }
    }

    /**
     * A face of the image.
     *
     * @param face the face
     * @param candidates its candidates, best first; {@code null} if the service rejects to search for it
     */
    record Found(DetectedFace face, @Nullable List<ScoredPerson> candidates) {
        /** Creates a face that the service detected and did not search for. */
        static Found refused(DetectedFace face) {
            return new Found(face, null);
        }

        boolean isRefused() {
            return candidates == null;
        }

        List<ScoredPerson> alike() {
            return candidates == null ? List.of() : candidates;
        }

        private double overlap(Found other) {
            return face.box().iou(other.face.box());
        }

        /** Adds the candidates of another search for the same face, and reports the box of that one, which was scored. */
        private Found with(Found other) {
            if (other.isRefused()) {
                return this;
            }
            List<ScoredPerson> both = new ArrayList<>(alike());
            both.addAll(other.alike());
            both.sort(Comparator.comparingDouble((ScoredPerson candidate) -> candidate.score())
                    .reversed());
            return new Found(other.face, both);
        }
    }

    /**
     * A candidate.
     *
     * @param group the gallery's id
     * @param person the service's id of the person
     * @param score as returned by the service
     */
    record ScoredPerson(String group, String person, float score) {}
}
