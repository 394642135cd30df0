package io.facebridge.azure.internal;

import io.facebridge.azure.AzureFaceGalleries;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.Pages;
import java.util.List;
import java.util.regex.Pattern;

/** Galleries on large person groups. */
public final class FaceApiGalleries implements AzureFaceGalleries {
    private static final Pattern MODEL = Pattern.compile("recognition_[0-9]{2}");

    private final AzureCalls calls;
    private final AzureGroups groups;
    private final GalleryNames names;
    private final String model;
    private final GalleryContext context;

    FaceApiGalleries(AzureCalls calls, AzureGroups groups, GalleryNames names, String model, GalleryContext context) {
        this.calls = calls;
        this.groups = groups;
        this.names = names;
        this.model = model;
        this.context = context;
    }

    /**
     * Checks that this may be a recognition model.
     *
     * @throws IllegalArgumentException if not
     */
    static String checkModel(String recognitionModel) {
        if (!MODEL.matcher(recognitionModel).matches()) {
            throw new IllegalArgumentException("recognitionModel matches " + MODEL
                    + ", for example recognition_04, but was" + " \"" + recognitionModel + "\"");
        }
        return recognitionModel;
    }

    @Override
    public FaceGallery create(GalleryId id) {
        return create(id, model);
    }

    @Override
    public FaceGallery create(GalleryId id, String recognitionModel) {
        String name = names.nameOf(id);
        AzureRequest request = AzureRequest.put("largepersongroups", name)
                .json(body -> body.writeStringField("name", name)
                        .writeStringField("recognitionModel", checkModel(recognitionModel)));
        calls.call(deadline -> {
            groups.remove(name);
            calls.send(AzureOperations.CREATE_GROUP, request, deadline);
            groups.of(name).startEmpty(recognitionModel);
            return name;
        });
        return open(id);
    }

    @Override
    public FaceGallery open(GalleryId id) {
        return new FaceApiGallery(calls, groups, id, names.nameOf(id), context);
    }

    @Override
    public Iterable<GalleryId> list() {
        return new Pages<GalleryId, String>(after -> {
            AzureRequest request = AzurePages.after(after, AzureRequest.get("largepersongroups"));
            return calls.call(deadline -> calls.send(AzureOperations.LIST_GROUPS, request, deadline, answer -> {
                List<String> found = answer.list().items().stream()
                        .map(group -> AzureNames.answeredGroup(group.get("largePersonGroupId")))
                        .toList();
                return AzurePages.page(
                        found.stream()
                                .flatMap(group -> AzureNames.gallery(names, group).stream())
                                .toList(),
                        found);
            }));
        });
    }

    @Override
    public void delete(GalleryId id) {
        String name = names.nameOf(id);
        calls.call(deadline -> {
            try {
                calls.send(AzureOperations.DELETE_GROUP, AzureRequest.delete("largepersongroups", name), deadline);
            } catch (NotFoundException alreadyGone) {
                // as it should be
            } finally {
                groups.remove(name);
            }
            return name;
        });
    }
}
