/** What it costs. The commands and the figures are in {@code docs/benchmarks.md}. */
@NullMarked
package io.facebridge.benchmarks;

import org.jspecify.annotations.NullMarked;
