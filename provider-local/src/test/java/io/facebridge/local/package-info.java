@NullMarked
package io.facebridge.local;

import org.jspecify.annotations.NullMarked;
