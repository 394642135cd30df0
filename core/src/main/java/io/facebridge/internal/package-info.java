/**
 * Files, locks and memory that FaceBridge's own modules share. Not an API: applications use nothing of it, and it changes
 * without notice.
 */
@NullMarked
package io.facebridge.internal;

import org.jspecify.annotations.NullMarked;
