/**
 * How do we move to another provider? A gallery is enrolled anew at another provider, from the application's own pictures, and
 * the decisions of both are compared before the old one is left.
 */
@NullMarked
package io.facebridge.operations.migration;

import org.jspecify.annotations.NullMarked;
