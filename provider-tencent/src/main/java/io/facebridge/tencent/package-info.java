/**
 * The provider for Tencent Cloud Face Recognition (IAI), on the vendor's SDK.
 *
 * <p>Start with {@code TencentFaces.create(String)}. {@code docs/reference/providers/tencent.md} lists the requests that each
 * call costs and the permissions that it needs.
 */
@NullMarked
package io.facebridge.tencent;

import org.jspecify.annotations.NullMarked;
