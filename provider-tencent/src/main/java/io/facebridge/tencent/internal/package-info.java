/** How the API is put on the operations of Tencent Cloud Face Recognition. */
@NullMarked
package io.facebridge.tencent.internal;

import org.jspecify.annotations.NullMarked;
