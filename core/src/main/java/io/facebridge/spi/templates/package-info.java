/**
 * Galleries of templates: where they are kept, and how the nearest of them are found. For providers that compare templates
 * themselves, and for whoever keeps templates elsewhere.
 */
@NullMarked
package io.facebridge.spi.templates;

import org.jspecify.annotations.NullMarked;
