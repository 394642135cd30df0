/**
 * The {@code facebridge} program. Applications use the libraries instead; {@code docs/reference/cli.md} documents what scripts can rely
 * on.
 */
@NullMarked
package io.facebridge.cli;

import org.jspecify.annotations.NullMarked;
