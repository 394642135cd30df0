package io.facebridge.examples;

import io.facebridge.FaceGalleries;
import io.facebridge.FaceIdentifier;
import io.facebridge.FaceProvider;
import io.facebridge.aws.AwsFaces;
import io.facebridge.azure.AzureFaces;
import io.facebridge.examples.support.EmulatedServices;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.Consent;
import io.facebridge.gallery.EnrollRequest;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.liveness.CorrelationIdStore;
import io.facebridge.local.LocalFaces;
import io.facebridge.match.IdentifyRequest;
import io.facebridge.operations.privacy.ConsentEnforcingGallery;
import io.facebridge.operations.privacy.Erasure;
import io.facebridge.operations.privacy.ErasureReceipt;
import io.facebridge.operations.privacy.PersonData;
import io.facebridge.operations.privacy.PersonRecordStore;
import io.facebridge.operations.privacy.RetentionPolicy;
import io.facebridge.operations.review.ReviewCase;
import io.facebridge.operations.review.ReviewQueue;
import io.facebridge.remote.CallPolicy;
import io.facebridge.tencent.TencentFaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Consent, retention and erasure: a person is enrolled at four providers for a year and is due for erasure a year later.
 * Afterwards no search of any provider returns the person, and no review case, attempt or list of the application names them.
 * The services are emulators.
 */
@SuppressWarnings("SystemOut")
public final class EraseEverywhere {
    private static final GalleryId STAFF = GalleryId.portable("staff");
    private static final PersonId ADA = PersonId.portable("ada");
    private static final String ACCOUNT = "account-17";

    private EraseEverywhere() {}

    /**
     * Enrolls, waits a year by the clock, erases, and prints the receipt.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        FaceImage picture = FaceImage.of(Photographs.portrait("sample1.jpg", 1375, 100, 400, 450));
        FaceImage another = FaceImage.of(Photographs.portrait("sample3.jpg", 1000, 100, 400, 500));
        Instant today = Instant.parse("2026-11-25T09:00:00Z");
        Consent consent = new Consent("building access", "2026-10", today, today.plus(Duration.ofDays(365)));
        PersonRecordStore records =
                PersonRecordStore.inMemory(); // an application keeps them in its database: JdbcStores.personRecords
        try (LocalFaces local = LocalFaces.builder().inMemoryGalleries().build();
                EmulatedServices services = new EmulatedServices(local);
                AwsFaces aws = services.awsFaces(CallPolicy.defaults());
                TencentFaces tencent = services.tencentFaces(CallPolicy.defaults());
                AzureFaces azure = services.azureFaces(CallPolicy.defaults())) {
            List<FaceProvider> everywhere = List.of(local, aws, tencent, azure);
            for (FaceProvider faces : everywhere) {
                faces.require(FaceGalleries.class).create(STAFF);
                ConsentEnforcingGallery staff =
                        ConsentEnforcingGallery.of(faces, STAFF, records, InstantSource.fixed(today));
                staff.enroll(EnrollRequest.of(ADA, picture).consent(consent));
                staff.awaitSearchable(Duration.ofMinutes(1));
            }
            System.out.println("found before: " + findings(everywhere, another));

            Instant aYearLater = today.plus(Duration.ofDays(366));
            for (FaceProvider faces : everywhere) {
                RetentionPolicy.consentExpired()
                        .withoutRecord()
                        .find(faces, STAFF, records, aYearLater)
                        .forEach(due -> System.out.println(
                                faces.id() + ": " + due.person().value() + " is due, " + due.reason()));
            }

            Clock clock = Clock.fixed(aYearLater, ZoneOffset.UTC);
            ReviewQueue reviews = ReviewQueue.inMemory();
            reviews.add(ReviewCase.builder(UUID.randomUUID(), today, ACCOUNT, ReviewCase.Why.REVIEW)
                    .images(List.of(another))
                    .build());
            CorrelationIdStore correlationIds = CorrelationIdStore.inMemory(clock, UUID::randomUUID);
            UUID unused = correlationIds.idOf(ACCOUNT);
            Set<String> newsletter = new HashSet<>(Set.of("ada", "bob"));

            ErasureReceipt receipt = Erasure.of(local, aws, tencent, azure)
                    .records(records)
                    .store("review cases", PersonData.reviews(reviews).subjects(EraseEverywhere::accounts))
                    .store(
                            "correlation ids",
                            PersonData.correlationIds(correlationIds).subjects(EraseEverywhere::accounts))
                    .store(
                            "newsletter",
                            PersonData.of(
                                    person -> newsletter.remove(person.value()) ? 1 : 0,
                                    person -> newsletter.contains(person.value()) ? 1 : 0))
                    .except("backups", "each ends after 30 days")
                    .withClock(clock)
                    .erase(ADA, another);
            System.out.print(receipt.toText());
            System.out.println("found after: " + findings(everywhere, another));
            records.removeErasure(receipt.id()); // once nothing has to be shown any more: it names the person
        }
    }

    /** The application knows under which accounts a person logs in. */
    private static List<String> accounts(PersonId person) {
        return person.equals(ADA) ? List.of(ACCOUNT) : List.of();
    }

    /** By how many providers' searches the person is among the candidates. */
    private static String findings(List<FaceProvider> everywhere, FaceImage probe) {
        long finding = everywhere.stream()
                .filter(faces -> faces.require(FaceIdentifier.class).identify(IdentifyRequest.of(probe, STAFF)).stream()
                        .flatMap(face -> face.candidates().stream())
                        .anyMatch(candidate -> candidate.person().equals(ADA)))
                .count();
        return "by " + finding + " of " + everywhere.size();
    }
}
