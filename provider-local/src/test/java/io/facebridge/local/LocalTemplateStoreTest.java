package io.facebridge.local;

import io.facebridge.templates.TemplateStore;
import io.facebridge.testkit.StoreOpener;
import io.facebridge.testkit.StoreSurvivesKillsContract;
import java.nio.file.Path;
import java.time.Clock;

class LocalTemplateStoreTest extends StoreSurvivesKillsContract {
    /** Opens without encryption. */
    public static final class Opener implements StoreOpener {
        @Override
        public TemplateStore open(Path folder, Clock clock) {
            return LocalTemplateStore.in(folder).clock(clock).open();
        }
    }

    @Override
    protected StoreOpener opener() {
        return new Opener();
    }

    @Override
    protected Class<? extends StoreOpener> openerClass() {
        return Opener.class;
    }
}
