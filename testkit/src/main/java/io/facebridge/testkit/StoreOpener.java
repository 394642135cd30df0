package io.facebridge.testkit;

import io.facebridge.templates.TemplateStore;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the store under test. Child processes instantiate it by its public constructor without parameters. */
@FunctionalInterface
public interface StoreOpener {
    /**
     * Opens the store of a folder, or creates one.
     *
     * @param folder a folder for this store alone
     * @param clock the time
     * @return an open store, which is not bound to a model unless it was before
     */
    TemplateStore open(Path folder, Clock clock);
}
