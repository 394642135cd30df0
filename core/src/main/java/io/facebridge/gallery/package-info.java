/**
 * Who do we know? Galleries, the persons enrolled in them, and their faces.
 */
@NullMarked
package io.facebridge.gallery;

import org.jspecify.annotations.NullMarked;
