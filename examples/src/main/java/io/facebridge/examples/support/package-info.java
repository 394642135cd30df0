/** What several examples share: sample photographs, people cropped from them, emulated services. Not an example itself. */
@NullMarked
package io.facebridge.examples.support;

import org.jspecify.annotations.NullMarked;
