/**
 * Galleries, the persons enrolled in them and their faces, and consent. Use it to enroll people; start with
 * {@link io.facebridge.gallery.FaceGallery}.
 */
@NullMarked
package io.facebridge.gallery;

import org.jspecify.annotations.NullMarked;
