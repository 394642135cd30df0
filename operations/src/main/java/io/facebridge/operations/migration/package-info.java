/**
 * Migration of galleries to another provider from the application's own images, and comparison of both providers' decisions
 * before the first one is abandoned. Start with {@link io.facebridge.operations.migration.GalleryMigration}.
 */
@NullMarked
package io.facebridge.operations.migration;

import org.jspecify.annotations.NullMarked;
