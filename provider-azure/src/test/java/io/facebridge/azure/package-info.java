@NullMarked
package io.facebridge.azure;

import org.jspecify.annotations.NullMarked;
