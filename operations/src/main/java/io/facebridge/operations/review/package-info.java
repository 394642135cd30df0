/**
 * What a machine should not decide: cases that wait for a person, and what the person decided.
 */
@NullMarked
package io.facebridge.operations.review;

import org.jspecify.annotations.NullMarked;
