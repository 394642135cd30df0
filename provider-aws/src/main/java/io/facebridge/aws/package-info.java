/**
 * Amazon Rekognition through the vendor's own SDK.
 *
 * <p>Start with {@code AwsFaces.create(String)}. What each call costs in requests, and which permissions
 * it needs, is written down in {@code docs/aws.md}.
 */
@NullMarked
package io.facebridge.aws;

import org.jspecify.annotations.NullMarked;
