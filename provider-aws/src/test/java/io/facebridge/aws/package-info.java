@NullMarked
package io.facebridge.aws;

import org.jspecify.annotations.NullMarked;
