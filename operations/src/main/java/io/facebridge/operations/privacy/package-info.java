/**
 * Consent records, retention, and erasure with a receipt. Use it where people are enrolled; start with
 * {@link io.facebridge.operations.privacy.PersonRecordStore} and {@link io.facebridge.operations.privacy.Erasure}.
 */
@NullMarked
package io.facebridge.operations.privacy;

import org.jspecify.annotations.NullMarked;
