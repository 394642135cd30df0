package io.facebridge.testkit;

import io.facebridge.FaceProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;

/**
 * The common part of the contracts: the provider under test, and the images for it.
 *
 * <p>One instance runs all tests of a contract, so that images and results of several tests are created once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProviderContract {
    private @Nullable TestImages ofTheBuild;

    /** Creates the contract. */
    protected ProviderContract() {}

    /**
     * Returns the provider under test. Called several times by each test, so that it has to be opened beforehand, usually in a
     * {@code @BeforeAll} method, and closed by the subclass.
     *
     * @return always the same one, open
     */
    protected abstract FaceProvider provider();

    /**
     * Returns the images for the provider. Called several times by each test.
     *
     * @return {@link TestImages#ofTheBuild()} unless overridden
     */
    protected TestImages testImages() {
        TestImages pictures = ofTheBuild;
        if (pictures == null) {
            pictures = TestImages.ofTheBuild();
            ofTheBuild = pictures;
        }
        return pictures;
    }
}
