/**
 * Whom may we know, how long, and how do we forget them? Consent and when somebody was enrolled, kept by the application beside
 * its galleries; who is due to be erased; and erasure everywhere, with a receipt.
 */
@NullMarked
package io.facebridge.operations.privacy;

import org.jspecify.annotations.NullMarked;
