package io.facebridge.tencent.internal;

import com.tencentcloudapi.iai.v20200303.models.CreateGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.DeleteGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.GetGroupListRequest;
import com.tencentcloudapi.iai.v20200303.models.GroupInfo;
import io.facebridge.FaceGalleries;
import io.facebridge.error.NotFoundException;
import io.facebridge.gallery.FaceGallery;
import io.facebridge.gallery.GalleryId;
import io.facebridge.remote.GalleryNames;
import io.facebridge.remote.Pages;
import io.facebridge.remote.UnusableAnswerException;
import java.util.Arrays;

/** Galleries on groups, which the vendor also calls person libraries. */
public final class IaiGalleries implements FaceGalleries {
    private static final long A_PAGE = 1_000;

    private final TencentCalls calls;
    private final GalleryNames names;
    private final String model;
    private final GalleryContext context;

    IaiGalleries(TencentCalls calls, GalleryNames names, String model, GalleryContext context) {
        this.calls = calls;
        this.names = names;
        this.model = model;
        this.context = context;
    }

    @Override
    public FaceGallery create(GalleryId id) {
        String group = names.nameOf(id);
        CreateGroupRequest request = new CreateGroupRequest();
        request.setGroupId(group);
        request.setGroupName(TencentNames.nameOf(group));
        request.setFaceModelVersion(model);
        calls.call(deadline -> calls.send(TencentOperations.CREATE_GROUP, request, deadline, answer -> answer));
        return new IaiGallery(calls, id, group, context);
    }

    @Override
    public FaceGallery open(GalleryId id) {
        return new IaiGallery(calls, id, names.nameOf(id), context);
    }

    @Override
    public Iterable<GalleryId> list() {
        return new Pages<GalleryId, Long>(after -> {
            long offset = TencentPages.offset(after);
            GetGroupListRequest request = new GetGroupListRequest();
            request.setOffset(offset);
            request.setLimit(A_PAGE);
            return calls.call(deadline -> calls.send(TencentOperations.GET_GROUP_LIST, request, deadline, answer -> {
                UnusableAnswerException.requireCount("number of groups", answer.getGroupNum());
                GroupInfo[] infos = UnusableAnswerException.require("list of groups", answer.getGroupInfos());
                return TencentPages.page(
                        Arrays.stream(infos)
                                .flatMap(info -> TencentNames.answeredGroup(names, info.getGroupId()).stream())
                                .toList(),
                        offset,
                        infos.length,
                        UnusableAnswerException.require("number of groups", answer.getGroupNum()));
            }));
        });
    }

    @Override
    public void delete(GalleryId id) {
        DeleteGroupRequest request = new DeleteGroupRequest();
        request.setGroupId(names.nameOf(id));
        calls.call(deadline -> {
            try {
                calls.send(TencentOperations.DELETE_GROUP, request, deadline, answer -> answer);
            } catch (NotFoundException alreadyGone) {
                // as it should be
            }
            return id;
        });
    }
}
