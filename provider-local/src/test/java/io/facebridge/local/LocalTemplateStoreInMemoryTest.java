package io.facebridge.local;

import io.facebridge.testkit.StoreOpener;
import io.facebridge.testkit.TemplateStoreContract;

class LocalTemplateStoreInMemoryTest extends TemplateStoreContract {
    @Override
    protected StoreOpener opener() {
        return (folder, clock) -> LocalTemplateStore.inMemory().clock(clock).open();
    }
}
