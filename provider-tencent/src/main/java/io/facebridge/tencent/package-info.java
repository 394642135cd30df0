/**
 * Tencent Cloud Face Recognition (IAI) through the vendor's own SDK.
 *
 * <p>Start with {@code TencentFaces.create(String)}. What each call costs in requests, and which
 * permissions it needs, is written down in {@code docs/tencent.md}.
 */
@NullMarked
package io.facebridge.tencent;

import org.jspecify.annotations.NullMarked;
