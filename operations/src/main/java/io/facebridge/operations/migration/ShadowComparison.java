package io.facebridge.operations.migration;

import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.FaceVerifier;
import io.facebridge.decision.FaceMatcher;
import io.facebridge.decision.IdentificationDecision;
import io.facebridge.error.FaceBridgeException;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.internal.HeapRoom;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.match.MatchDecision;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.VerifyRequest;
import io.facebridge.operations.migration.ShadowResult.Decision;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Decides about probes in both galleries of a migration, and writes the decisions to the journal. */
final class ShadowComparison {
    private final Side source;
    private final Side target;
    private final String policy;

    ShadowComparison(MigrationPlan plan, MatchPolicy source, MatchPolicy target) {
        this.source = new Side(plan.from(), plan.oldId(), source);
        this.target = new Side(plan.to(), plan.newId(), target);
        policy = source.equals(target) ? source.toString() : source + " and " + target;
    }

    /** Continues an interrupted comparison by the same policies, or begins one. */
    ShadowReport run(MigrationJournal journal, ImageSource probes) {
        journal.beginShadow(policy);
        Set<List<String>> done = comparedBefore(journal);
        List<PersonId> persons = moved(journal, probes);
        for (int i = 0; i < persons.size(); i++) {
            PersonId person = persons.get(i);
            PersonId other = persons.get((i + 1) % persons.size());
            for (String image : probes.images(person)) {
                for (Question question : questions(person, other)) {
                    if (!done.contains(List.of(person.value(), image, question.name()))) {
                        FaceImage probe = probes.read(person, image);
                        journal.add(new ShadowResult(
                                person,
                                image,
                                question,
                                source.decide(question, probe, person, other),
                                target.decide(question, probe, person, other)));
                    }
                }
            }
        }
        journal.endShadow();
        return Objects.requireNonNull(journal.shadow(), "shadow");
    }

    private static Set<List<String>> comparedBefore(MigrationJournal journal) {
        Set<List<String>> done = new HashSet<>();
        Objects.requireNonNull(journal.shadow(), "shadow")
                .results()
                .forEach(result -> done.add(List.of(
                        result.person().value(),
                        result.image(),
                        result.question().name())));
        return done;
    }

    private static List<PersonId> moved(MigrationJournal journal, ImageSource probes) {
        List<PersonId> persons = new ArrayList<>();
        for (PersonId person : probes.persons()) {
            PersonMigrationResult result = journal.verdict(person);
            if (result != null && result.outcome().isMoved()) {
                persons.add(person);
            }
        }
        return persons;
    }

    /** Returns the questions that both providers support and that apply to the person. */
    private Set<Question> questions(PersonId person, PersonId other) {
        Set<Question> questions = EnumSet.noneOf(Question.class);
        for (Question question : Question.values()) {
            boolean applies = question != Question.VERIFY_OTHER_PERSON || !other.equals(person);
            if (applies && source.supports(question) && target.supports(question)) {
                questions.add(question);
            }
        }
        return questions;
    }

    /** One of the two galleries. */
    private static final class Side {
        private final FaceProvider faces;
        private final GalleryId gallery;
        private final FaceMatcher matcher;

        Side(FaceProvider faces, GalleryId gallery, MatchPolicy policy) {
            this.faces = faces;
            this.gallery = gallery;
            matcher = FaceMatcher.of(faces, policy);
        }

        boolean supports(Question question) {
            return question == Question.IDENTIFY
                    ? faces.find(FaceIdentifier.class).isPresent()
                    : faces.find(FaceVerifier.class).isPresent();
        }

        Decision decide(Question question, FaceImage probe, PersonId shown, PersonId other) {
            return switch (question) {
                case VERIFY -> decision(() -> verify(probe, shown));
                case VERIFY_OTHER_PERSON -> decision(() -> verify(probe, other));
                case IDENTIFY -> decision(() -> identify(probe, shown));
            };
        }

        private static Decision decision(Supplier<Decision> call) {
            try {
                return HeapRoom.forOneOfMany(call);
            } catch (NotFoundException e) {
                return Decision.NO_DECISION;
            } catch (FaceBridgeException e) {
                if (Reasons.isOfAnImage(e)) {
                    return Decision.NO_DECISION;
                }
                throw e;
            }
        }

        private Decision verify(FaceImage probe, PersonId claimed) {
            return of(matcher.verify(VerifyRequest.of(probe, gallery, claimed)).outcome());
        }

        private Decision identify(FaceImage probe, PersonId shown) {
            List<IdentificationDecision> decisions = matcher.identify(IdentifyRequest.of(probe, gallery));
            if (decisions.isEmpty()) {
                return Decision.NO_DECISION;
            }
            IdentificationDecision decision = decisions.get(0);
            return decision.person()
                    .map(who -> who.person().equals(shown) ? Decision.MATCH : Decision.MATCH_OF_OTHER_PERSON)
                    .orElse(of(decision.outcome()));
        }

        private static Decision of(MatchDecision.Outcome outcome) {
            return switch (outcome) {
                case MATCH -> Decision.MATCH;
                case REVIEW -> Decision.REVIEW;
                case NO_MATCH -> Decision.NO_MATCH;
                case INCONCLUSIVE -> Decision.INCONCLUSIVE;
            };
        }
    }
}
