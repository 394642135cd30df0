package io.facebridge.operations.failover;

import io.facebridge.decision.FailoverMember;
import io.facebridge.error.FaceBridgeException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Thrown if a provider processes images in a region that the application does not allow, or does not report its regions. No
 * image was sent.
 */
public final class RegionNotAllowedException extends FaceBridgeException {
    private static final long serialVersionUID = 1L;

    RegionNotAllowedException(FailoverMember member, Set<String> allowed) {
        super(
                member.regions().isEmpty()
                        ? "provider " + member.provider()
                                + " does not report the regions in which it processes images, and"
                                + " only " + new TreeSet<>(allowed)
                                + " are allowed; set them with processedIn, or remove the provider"
                        : "provider " + member.provider() + " processes images in " + new TreeSet<>(member.regions())
                                + " but only " + new TreeSet<>(allowed)
                                + " are allowed; remove the provider, or allow its regions",
                null,
                null);
    }
}
