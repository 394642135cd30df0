@NullMarked
package io.facebridge.local.internal;

import org.jspecify.annotations.NullMarked;
