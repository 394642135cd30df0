package io.facebridge.azure.internal;

import io.facebridge.error.ImageRole;
import io.facebridge.remote.RemoteOperation;

/**
 * One operation of the service.
 *
 * @param remote what the executor needs of it
 * @param reads whether it leaves nothing behind, whatever becomes of it
 * @param imageRole which image it gets, for an answer that there is no face in it
 */
record AzureOperation(RemoteOperation remote, boolean reads, ImageRole imageRole) {
    String name() {
        return remote.name();
    }
}
