/**
 * What may I send? Encoded pictures, the limits they are read under, and their preparation for a provider.
 */
@NullMarked
package io.facebridge.image;

import org.jspecify.annotations.NullMarked;
