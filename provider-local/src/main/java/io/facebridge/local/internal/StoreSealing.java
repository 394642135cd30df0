package io.facebridge.local.internal;

import io.facebridge.local.TemplateKeys;
import java.nio.file.Path;

/** What seals a store. */
record StoreSealing(StoreKeys keys, TemplateCipher cipher, StoreSeal seal) {
    static StoreSealing with(TemplateKeys given, Path folder) {
        StoreKeys keys = new StoreKeys(given, folder.toString());
        return new StoreSealing(keys, new TemplateCipher(keys), new StoreSeal(keys));
    }
}
