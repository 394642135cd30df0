package io.facebridge.azure.internal;

import io.facebridge.azure.GalleryNotTrainedException;
import io.facebridge.azure.UntrainedSearchPolicy;
import io.facebridge.gallery.PersonId;
import io.facebridge.provider.Deadline;
import io.facebridge.provider.VendorResponse;
import io.facebridge.remote.UnusableAnswerException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Searches one group by Identify, for any number of faces. The service returns its own ids of persons, and continues to return
 * deleted ones until the group is trained: therefore each of them is looked up, which yields the enrolled person and whether it
 * still exists. Confined to one call.
 */
final class AzureSearch {
    /** The maximum number of candidates for each face. */
    static final int MAX_PERSONS = 100;

    /** The maximum number of faces of one request. */
    private static final int MAX_FACES = 10;

    /** The number of persons that are looked up concurrently. */
    private static final int AT_ONCE = 4;

    private static final int MAX_TRAININGS = 3;
    private static final Comparator<ScoredPerson> BEST_FIRST =
            Comparator.comparingDouble((ScoredPerson alike) -> alike.score()).reversed();

    private final AzureCalls calls;
    private final AzureGroup group;
    private final UntrainedSearchPolicy ofUntrained;
    private final Deadline deadline;

    /** The persons that were looked up already. */
    private final Map<String, Optional<PersonId>> persons = new HashMap<>();

    AzureSearch(AzureCalls calls, AzureGroup group, UntrainedSearchPolicy ofUntrained, Deadline deadline) {
        this.calls = calls;
        this.group = group;
        this.ofUntrained = ofUntrained;
        this.deadline = deadline;
    }

    /** Returns the candidates of each face, best first, at most {@code max} for each. */
    Map<String, List<ScoredPerson>> find(List<String> faces, int max) {
        Map<String, List<ScoredPerson>> found = new LinkedHashMap<>();
        for (int from = 0; from < faces.size(); from += MAX_FACES) {
            List<String> some = faces.subList(from, Math.min(faces.size(), from + MAX_FACES));
            found.putAll(findSome(some, max));
        }
        return found;
    }

    private Map<String, List<ScoredPerson>> findSome(List<String> faces, int max) {
        Map<String, List<ScoredPerson>> found = persons(identify(faces, max), max);
        // Some of the best candidates no longer exist, or are the same person, and displace others.
        boolean someStandBefore =
                persons.values().stream().flatMap(Optional::stream).distinct().count() < persons.size();
        return max < MAX_PERSONS && someStandBefore ? persons(identify(faces, MAX_PERSONS), max) : found;
    }

    /** Returns the service's candidates by its own ids of persons; none if the group is empty. */
    private Identified identify(List<String> faces, int max) {
        if (group.training().isDirty()) {
            switch (ofUntrained) {
                case WAIT -> group.training().await(deadline);
                case FAIL -> throw new GalleryNotTrainedException(null);
                case ACCEPT_STALE -> {}
            }
        }
        for (int trainings = 0; ; trainings++) {
            try {
                return requestCandidates(faces, max);
            } catch (GalleryNotTrainedException e) {
                boolean running = AzureErrors.is(AzureErrors.BEING_TRAINED, e);
                if (!running && !new AzurePersons(group).hasAnyFace(deadline)) {
                    return new Identified(Map.of(), VendorResponse.none());
                }
                if (trainings >= MAX_TRAININGS
                        || ofUntrained == UntrainedSearchPolicy.FAIL
                        || (ofUntrained == UntrainedSearchPolicy.ACCEPT_STALE && !running)) {
                    throw e;
                }
                if (running) {
                    group.training().awaitRunning(deadline);
                } else {
                    group.training().changed();
                    group.training().await(deadline);
                }
            }
        }
    }

    private Identified requestCandidates(List<String> faces, int max) {
        AzureRequest request = AzureRequest.post("identify")
                .json(body -> body.writeArrayField("faceIds", faces, (writer, face) -> writer.writeString(face))
                        .writeStringField("largePersonGroupId", group.name())
                        .writeIntField("maxNumOfCandidatesReturned", max)
                        .writeDoubleField("confidenceThreshold", 0));
        return group.send(AzureOperations.IDENTIFY, request, deadline, answer -> {
            Json said = answer.list();
            Map<String, Map<String, Double>> byFace = new LinkedHashMap<>();
            for (Json face : said.items()) {
                String id = AzureNames.answered("id of a face", face.get("faceId"));
                Map<String, Double> confidences = new LinkedHashMap<>();
                for (Json candidate : face.get("candidates").items()) {
                    confidences.put(
                            AzureNames.answered("person of a candidate", candidate.get("personId")),
                            candidate
                                    .get("confidence")
                                    .number()
                                    .orElseThrow(() -> new UnusableAnswerException("no confidence of a candidate")));
                }
                byFace.put(id, confidences);
            }
            return new Identified(byFace, answer.vendor(said));
        });
    }

    /** Converts the candidates to enrolled persons, without those that no longer exist. */
    private Map<String, List<ScoredPerson>> persons(Identified identified, int max) {
        lookUp(identified);
        Map<String, List<ScoredPerson>> found = new HashMap<>();
        identified.byFace().forEach((face, confidences) -> {
            Map<PersonId, Double> best = new LinkedHashMap<>();
            confidences.forEach((id, confidence) -> persons.getOrDefault(id, Optional.empty())
                    .ifPresent(person -> best.merge(person, confidence, Math::max)));
            List<ScoredPerson> alike = new ArrayList<>();
            best.forEach((person, confidence) -> alike.add(new ScoredPerson(person, confidence, identified.vendor())));
            found.put(face, alike.stream().sorted(BEST_FIRST).limit(max).toList());
        });
        return found;
    }

    private void lookUp(Identified identified) {
        Set<String> unknown = new LinkedHashSet<>();
        identified.byFace().values().forEach(confidences -> unknown.addAll(confidences.keySet()));
        unknown.removeAll(persons.keySet());
        List<String> ids = List.copyOf(unknown);
        AzurePersons entries = new AzurePersons(group);
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            List<Supplier<Optional<PersonId>>> requests = some.stream()
                    .<Supplier<Optional<PersonId>>>map(
                            id -> () -> entries.read(id, deadline).map(AzurePersons.Entry::person))
                    .toList();
            List<Optional<PersonId>> answers = calls.parallelRequests().all(requests);
            for (int i = 0; i < some.size(); i++) {
                persons.put(some.get(i), answers.get(i));
            }
        }
    }

    private record Identified(Map<String, Map<String, Double>> byFace, VendorResponse vendor) {}

    /**
     * A candidate.
     *
     * @param person the enrolled person
     * @param score as returned by the service
     * @param vendor the service's response
     */
    record ScoredPerson(PersonId person, double score, VendorResponse vendor) {}
}
