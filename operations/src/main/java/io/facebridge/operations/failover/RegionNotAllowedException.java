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
                        ? "provider " + member.provider() + " does not tell in which region it processes pictures, and"
                                + " only " + new TreeSet<>(allowed)
                                + " are allowed; say it with processedIn, or leave the provider out"
                        : "provider " + member.provider() + " processes pictures in " + new TreeSet<>(member.regions())
                                + " but only " + new TreeSet<>(allowed)
                                + " are allowed; leave the provider out, or allow its regions",
                null,
                null);
    }
}
