package io.facebridge.local;

/**
 * Result of {@link LocalTemplateStore#reseal}.
 *
 * @param wasSealed whether the store was sealed as a whole before; if not, nothing proves that it was unmodified
 * @param galleries the number of galleries
 * @param templates the number of templates, all of them encrypted again
 * @param plain the number of templates that were not encrypted before
 * @param generation the {@link LocalTemplateStore#generation()} of the store after sealing
 */
public record ResealReport(boolean wasSealed, int galleries, long templates, long plain, long generation) {}
