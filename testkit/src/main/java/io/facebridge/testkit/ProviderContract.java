package io.facebridge.testkit;

import io.facebridge.FaceProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;

/**
 * What the contracts have in common: the provider that is asked, and the pictures it is asked about.
 *
 * <p>One instance runs all tests of a contract, so that pictures and answers that several tests look at are made once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProviderContract {
    private @Nullable TestPhotographs ofTheBuild;

    /** For the subclasses. */
    protected ProviderContract() {}

    /**
     * The provider that is asked. Called several times by each test, so that it has to be opened beforehand, usually in a
     * {@code @BeforeAll}, and closed by who opened it.
     *
     * @return always the same one, open
     */
    protected abstract FaceProvider provider();

    /**
     * The pictures it is asked about. Called several times by each test.
     *
     * @return {@link TestPhotographs#ofTheBuild()} unless overridden
     */
    protected TestPhotographs photographs() {
        TestPhotographs pictures = ofTheBuild;
        if (pictures == null) {
            pictures = TestPhotographs.ofTheBuild();
            ofTheBuild = pictures;
        }
        return pictures;
    }
}
