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
import io.facebridge.operations.migration.ShadowResult.Answer;
import io.facebridge.operations.migration.ShadowResult.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Asks both galleries of a migration the same questions about probes, and notes what each of them decides. */
final class ShadowComparison {
    private final Side source;
    private final Side target;
    private final String policy;

    ShadowComparison(MigrationPlan plan, MatchPolicy source, MatchPolicy target) {
        this.source = new Side(plan.from(), plan.oldId(), source);
        this.target = new Side(plan.to(), plan.newId(), target);
        policy = source.equals(target) ? source.toString() : source + " and " + target;
    }

    /** Continues where an earlier comparison by the same policies was broken off, or begins one. */
    ShadowReport run(MigrationJournal journal, ImageSource probes) {
        journal.beginShadow(policy);
        Set<List<String>> asked = askedBefore(journal);
        List<PersonId> persons = moved(journal, probes);
        for (int i = 0; i < persons.size(); i++) {
            PersonId person = persons.get(i);
            PersonId other = persons.get((i + 1) % persons.size());
            for (String picture : probes.images(person)) {
                for (Question question : questions(person, other)) {
                    if (!asked.contains(List.of(person.value(), picture, question.name()))) {
                        FaceImage probe = probes.read(person, picture);
                        journal.add(new ShadowResult(
                                person,
                                picture,
                                question,
                                source.ask(question, probe, person, other),
                                target.ask(question, probe, person, other)));
                    }
                }
            }
        }
        journal.endShadow();
        return Objects.requireNonNull(journal.shadow(), "shadow");
    }

    private static Set<List<String>> askedBefore(MigrationJournal journal) {
        Set<List<String>> asked = new HashSet<>();
        Objects.requireNonNull(journal.shadow(), "shadow")
                .answers()
                .forEach(result -> asked.add(result.words().subList(0, 3)));
        return asked;
    }

    private static List<PersonId> moved(MigrationJournal journal, ImageSource probes) {
        List<PersonId> persons = new ArrayList<>();
        for (PersonId person : probes.persons()) {
            PersonMigrationResult result = journal.verdict(person);
            if (result != null && result.outcome().isThere()) {
                persons.add(person);
            }
        }
        return persons;
    }

    /** What both can answer, and what makes sense to ask. */
    private Set<Question> questions(PersonId person, PersonId other) {
        Set<Question> questions = EnumSet.noneOf(Question.class);
        for (Question question : Question.values()) {
            boolean makesSense = question != Question.VERIFY_SOMEBODY_ELSE || !other.equals(person);
            if (makesSense && source.answers(question) && target.answers(question)) {
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

        boolean answers(Question question) {
            return question == Question.IDENTIFY
                    ? faces.find(FaceIdentifier.class).isPresent()
                    : faces.find(FaceVerifier.class).isPresent();
        }

        Answer ask(Question question, FaceImage probe, PersonId shown, PersonId other) {
            return switch (question) {
                case VERIFY -> answer(() -> verify(probe, shown));
                case VERIFY_SOMEBODY_ELSE -> answer(() -> verify(probe, other));
                case IDENTIFY -> answer(() -> identify(probe, shown));
            };
        }

        private static Answer answer(Supplier<Answer> question) {
            try {
                return HeapRoom.forOneOfMany(question);
            } catch (NotFoundException e) {
                return Answer.NO_ANSWER;
            } catch (FaceBridgeException e) {
                if (Reasons.isOfAPicture(e)) {
                    return Answer.NO_ANSWER;
                }
                throw e;
            }
        }

        private Answer verify(FaceImage probe, PersonId claimed) {
            return of(matcher.verify(VerifyRequest.of(probe, gallery, claimed)).outcome());
        }

        private Answer identify(FaceImage probe, PersonId shown) {
            List<IdentificationDecision> decisions = matcher.identify(IdentifyRequest.of(probe, gallery));
            if (decisions.isEmpty()) {
                return Answer.NO_ANSWER;
            }
            IdentificationDecision decision = decisions.get(0);
            return decision.person()
                    .map(who -> who.person().equals(shown) ? Answer.MATCH : Answer.MATCH_OF_SOMEBODY_ELSE)
                    .orElse(of(decision.outcome()));
        }

        private static Answer of(MatchDecision.Outcome outcome) {
            return switch (outcome) {
                case MATCH -> Answer.MATCH;
                case REVIEW -> Answer.REVIEW;
                case NO_MATCH -> Answer.NO_MATCH;
                case INCONCLUSIVE -> Answer.INCONCLUSIVE;
            };
        }
    }
}
