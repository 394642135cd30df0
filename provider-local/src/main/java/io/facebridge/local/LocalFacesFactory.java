package io.facebridge.local;

import io.facebridge.FaceProvider;
import io.facebridge.FaceProviderFactory;
import io.facebridge.provider.ProviderId;
import io.facebridge.spi.Setting;
import io.facebridge.spi.Settings;
import io.facebridge.templates.PersonScoring;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Factory that opens {@link LocalFaces} by the name {@code local}. {@code docs/reference/configuration.md} lists the
 * settings, all of which are optional. The keys of a sealed store are read from files by {@link TemplateKeys#ofFiles}.
 */
public final class LocalFacesFactory implements FaceProviderFactory {
    private static final Setting<Path> MODELS = Setting.path(
            "models",
            "Folder of the model files, and of embedder.properties for another embedder; without it the class path.");
    private static final Setting<Double> SMALLEST_FACE = Setting.number(
                    "smallestFace", "Smallest height of a face as a part of the image's height, 0.01 to 1.")
            .withDefault("0.025");
    private static final Setting<Boolean> SEARCH_ROTATIONS = Setting.flag(
            "searchRotations", "Searches an image without a face again, turned by 90, 180 and 270 degrees.");
    private static final Setting<Integer> THREADS_PER_CALL = Setting.wholeNumber(
                    "threadsPerCall", "Threads that one run of a network may use, 1 to 64.")
            .withDefault("1");
    private static final Setting<Boolean> LAZY_MODELS = Setting.flag(
            "lazyModels", "Opens each model when it is first needed; for programs that end after a few calls.");
    private static final Setting<Path> STORE = Setting.path(
            "store", "Folder of the galleries; created if it does not exist. Without a store there are none.");
    private static final Setting<Boolean> IN_MEMORY_GALLERIES = Setting.flag(
            "inMemoryGalleries", "Keeps galleries in memory, until the provider is closed, instead of in a store.");
    private static final Setting<String> STORE_KEY_FILE = Setting.of(
            "storeKeyFile",
            "NAME=FILE",
            "Name of the key that the store is sealed with, and the file that contains it in Base64.",
            text -> text);
    private static final Setting<String> OLD_STORE_KEY_FILES = Setting.of(
            "oldStoreKeyFiles",
            "NAME=FILE, one or more with commas between",
            "Keys that parts of the store are still sealed with.",
            text -> text);
    private static final Setting<Long> EXPECTED_GENERATION = Setting.of(
                    "expectedGeneration",
                    "a whole number",
                    "Lowest generation of the store that is opened, 0 or more; an earlier one was put back.",
                    text -> Long.valueOf(text.strip()))
            .withDefault("0");
    private static final Setting<Integer> SEARCH_THREADS = Setting.wholeNumber(
            "searchThreads",
            "Threads that one search of the store may use, 1 to 64; without it 2, or 1 on one processor.");
    private static final Setting<PersonScoring> PERSON_SCORING = Setting.of(
                    "personScoring",
                    "a whole number in [1, 100]",
                    "Number of a person's best templates whose mean is the score.",
                    text -> new PersonScoring(Integer.parseInt(text.strip())))
            .withDefault("1");
    private static final Setting<Boolean> EXACT_SEARCH =
            Setting.flag("exactSearch", "Compares every template in full in every search.");
    private static final List<Setting<?>> SETTINGS = List.of(
            MODELS,
            SMALLEST_FACE,
            SEARCH_ROTATIONS,
            THREADS_PER_CALL,
            LAZY_MODELS,
            STORE,
            IN_MEMORY_GALLERIES,
            STORE_KEY_FILE,
            OLD_STORE_KEY_FILES,
            EXPECTED_GENERATION,
            SEARCH_THREADS,
            PERSON_SCORING,
            EXACT_SEARCH);

    /** Creates the factory; called by {@link java.util.ServiceLoader}. */
    public LocalFacesFactory() {}

    @Override
    public ProviderId id() {
        return LocalFaces.ID;
    }

    @Override
    public List<Setting<?>> settings() {
        return SETTINGS;
    }

    @Override
    public FaceProvider create(Settings settings) {
        return builder(settings).build();
    }

    static LocalFaces.Builder builder(Settings given) {
        LocalFaces.Builder builder = LocalFaces.builder();
        given.apply(MODELS, builder::models);
        given.apply(SMALLEST_FACE, builder::smallestFace);
        given.apply(SEARCH_ROTATIONS, builder::searchRotations);
        given.apply(THREADS_PER_CALL, builder::threadsPerCall);
        given.apply(LAZY_MODELS, builder::lazyModels);
        given.apply(PERSON_SCORING, builder::personScoring);
        given.apply(EXACT_SEARCH, builder::exactSearch);
        store(given).ifPresent(builder::store);
        return builder;
    }

    private static Optional<LocalTemplateStore.Builder> store(Settings given) {
        boolean inMemory = given.isOn(IN_MEMORY_GALLERIES);
        Optional<Path> folder = given.get(STORE);
        if (inMemory && folder.isPresent()) {
            throw new IllegalArgumentException("galleries are kept in store or in memory, but both were requested");
        }
        require(inMemory || folder.isPresent(), given, SEARCH_THREADS, PERSON_SCORING);
        if (given.isOn(EXACT_SEARCH)) {
            require(inMemory || folder.isPresent(), given, EXACT_SEARCH);
        }
        require(folder.isPresent(), given, OLD_STORE_KEY_FILES, STORE_KEY_FILE, EXPECTED_GENERATION);
        if (given.isGiven(OLD_STORE_KEY_FILES) && !given.isGiven(STORE_KEY_FILE)) {
            throw new IllegalArgumentException(
                    "oldStoreKeyFiles are given but no current one; name it with storeKeyFile");
        }
        if (!inMemory && folder.isEmpty()) {
            return Optional.empty();
        }
        LocalTemplateStore.Builder opening = folder.map(LocalTemplateStore::in).orElseGet(LocalTemplateStore::inMemory);
        Optional<TemplateKeys.Held> keys = keys(given);
        keys.ifPresent(opening::keys);
        given.apply(EXPECTED_GENERATION, opening::expectedGeneration);
        given.apply(SEARCH_THREADS, opening::searchThreads);
        return Optional.of(opening);
    }

    /** Each file's fault is that of its own setting. */
    private static Optional<TemplateKeys.Held> keys(Settings given) {
        AtomicReference<TemplateKeys.@Nullable Held> keys = new AtomicReference<>();
        given.apply(STORE_KEY_FILE, current -> keys.set(TemplateKeys.ofFiles(current, List.of())));
        given.apply(
                OLD_STORE_KEY_FILES,
                older -> keys.updateAndGet(
                        current -> current == null ? null : current.withFiles(List.of(older.split(",", -1)))));
        return Optional.ofNullable(keys.get());
    }

    /** What is about a store is not ignored where there is none. */
    private static void require(boolean hasStore, Settings given, Setting<?>... ofStore) {
        Optional<Setting<?>> useless =
                Stream.of(ofStore).filter(given::isGiven).findFirst().filter(setting -> !hasStore);
        if (useless.isPresent()) {
            throw new IllegalArgumentException(useless.get()
                    + " is for galleries in a folder, and there is no store; name its folder with store, or leave "
                    + useless.get() + " out");
        }
    }
}
