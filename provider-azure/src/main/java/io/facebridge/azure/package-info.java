/**
 * The provider for Azure AI Face (REST v1.2), on the foundations of the vendor's Java SDK.
 *
 * <p>Start with {@code AzureFaces.create(String)}. {@code docs/reference/providers/azure.md} lists the transactions that each
 * call costs and the approval that it needs.
 */
@NullMarked
package io.facebridge.azure;

import org.jspecify.annotations.NullMarked;
