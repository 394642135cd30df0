/** Benchmarks and measurements. {@code docs/reference/benchmarks.md} lists the commands and the figures. */
@NullMarked
package io.facebridge.benchmarks;

import org.jspecify.annotations.NullMarked;
