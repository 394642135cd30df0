/**
 * Stores of face templates and the search among them. Use it to keep templates in an engine of your own: implement
 * {@link io.facebridge.templates.TemplateStore}; {@link io.facebridge.templates.TemplateIndex} searches in memory.
 */
@NullMarked
package io.facebridge.templates;

import org.jspecify.annotations.NullMarked;
