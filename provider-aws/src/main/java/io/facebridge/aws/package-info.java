/**
 * The provider for Amazon Rekognition, on the vendor's SDK.
 *
 * <p>Start with {@code AwsFaces.create(String)}. {@code docs/reference/providers/aws.md} lists the requests that each call
 * costs and the permissions that it needs.
 */
@NullMarked
package io.facebridge.aws;

import org.jspecify.annotations.NullMarked;
