package io.facebridge.examples;

import io.facebridge.DuplicateFinder.DuplicatePair;
import io.facebridge.FaceTemplates.ExtractedFace;
import io.facebridge.examples.support.Photographs;
import io.facebridge.gallery.GalleryId;
import io.facebridge.gallery.PersonId;
import io.facebridge.image.FaceImage;
import io.facebridge.local.LocalFaces;
import io.facebridge.local.LocalTemplateStore;
import io.facebridge.match.MatchPolicy;
import io.facebridge.match.Threshold;
import io.facebridge.templates.PersonTemplate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Groups the photographs of an album by the people in them: every face is enrolled as a person of a gallery, and duplicates are
 * treated as one person. Two faces that are both similar to a third are in one group, even if they are not similar to each
 * other.
 */
public final class AlbumClusters {
    private static final GalleryId ALBUM = GalleryId.portable("album");

    private final Map<PersonId, PersonId> parents = new HashMap<>();

    private AlbumClusters() {}

    /**
     * Prints the people who are in more than one photograph, and how many are in one only.
     *
     * @param args a folder of photographs; unless given, the six that the build fetches
     * @throws IOException if the folder cannot be read
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        List<Path> photographs = args.length > 0 ? in(Path.of(args[0])) : Photographs.all();
        print(new AlbumClusters().groups(photographs), System.out);
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Collection<List<String>> groups(List<Path> photographs) {
        Map<PersonId, String> faces = new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        try (LocalTemplateStore store = LocalTemplateStore.inMemory().open();
                LocalFaces local = LocalFaces.builder().store(store).build()) {
            store.create(ALBUM);
            for (Path photograph : photographs) {
                List<PersonTemplate> found = new ArrayList<>();
                for (ExtractedFace face : local.templates().extract(FaceImage.of(photograph))) {
                    PersonId id = PersonId.portable("face-" + (faces.size() + 1));
                    faces.put(id, photograph.getFileName().toString());
                    found.add(new PersonTemplate(id, face.template()));
                }
                if (!found.isEmpty()) {
                    store.add(ALBUM, found);
                }
            }
            // 22 faces are 231 pairs: the rate has to be far below one in that many.
            Threshold alike = MatchPolicy.falseMatchRate(1e-5)
                    .thresholdFor(local.duplicateFinder().scale(ALBUM));
            for (DuplicatePair pair : local.duplicateFinder().find(ALBUM, alike)) {
                parents.put(root(pair.first()), root(pair.second()));
            }
        }
        Map<PersonId, List<String>> groups = new HashMap<>();
        faces.forEach((face, photograph) ->
                groups.computeIfAbsent(root(face), first -> new ArrayList<>()).add(photograph));
        return groups.values();
    }

    private PersonId root(PersonId face) {
        PersonId at = face;
        while (parents.containsKey(at) && !parents.get(at).equals(at)) {
            at = parents.get(at);
        }
        return at;
    }

    private static void print(Collection<List<String>> groups, PrintStream out) {
        groups.stream()
                .filter(group -> group.size() > 1)
                .map(group -> "one person in " + String.join(", ", group))
                .sorted()
                .forEach(out::println);
        out.println(groups.stream().filter(group -> group.size() == 1).count() + " people in one image each");
    }
}
