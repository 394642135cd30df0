package io.facebridge.cli;

import java.util.List;
import java.util.Map;

/** The settings of the local provider's store. */
final class LocalStore {
    private static final List<String> SETTINGS =
            List.of("store", "storeKeyFile", "oldStoreKeyFiles", "expectedGeneration");

    private LocalStore() {}

    /** Replaces the store by galleries in memory, so that the provider offers the same and writes nothing. */
    static void leaveOut(Map<String, String> settings) {
        settings.keySet().removeAll(SETTINGS);
        settings.put("inMemoryGalleries", "true");
    }
}
