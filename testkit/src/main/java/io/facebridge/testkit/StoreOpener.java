package io.facebridge.testkit;

import io.facebridge.templates.TemplateStore;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the store that a contract is about. Child processes make one by its public constructor without arguments. */
@FunctionalInterface
public interface StoreOpener {
    /**
     * Opens the store of a folder, or makes one.
     *
     * @param folder for this store alone
     * @param clock the time
     * @return open, and bound to nothing yet unless it was before
     */
    TemplateStore open(Path folder, Clock clock);
}
