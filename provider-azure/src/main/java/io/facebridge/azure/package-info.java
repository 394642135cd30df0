/**
 * Azure AI Face (REST v1.2) on the foundations of the vendor's Java SDK.
 *
 * <p>Start with {@code AzureFaces.create(String)}. What each call costs in transactions, and which
 * approval it needs, is written down in {@code docs/azure.md}.
 */
@NullMarked
package io.facebridge.azure;

import org.jspecify.annotations.NullMarked;
