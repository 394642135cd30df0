/**
 * The {@code facebridge} program. An application uses the libraries instead; what a script can rely on is written down in
 * {@code docs/cli.md}.
 */
@NullMarked
package io.facebridge.cli;

import org.jspecify.annotations.NullMarked;
