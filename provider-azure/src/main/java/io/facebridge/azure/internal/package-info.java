/** How the API is put on the operations of Azure AI Face. */
@NullMarked
package io.facebridge.azure.internal;

import org.jspecify.annotations.NullMarked;
