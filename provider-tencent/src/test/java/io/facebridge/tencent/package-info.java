@NullMarked
package io.facebridge.tencent;

import org.jspecify.annotations.NullMarked;
