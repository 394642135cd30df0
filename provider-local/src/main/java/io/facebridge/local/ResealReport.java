package io.facebridge.local;

/**
 * What {@link LocalTemplateStore#reseal} has sealed.
 *
 * @param wasSealed whether the store was sealed as a whole before; if not, nothing has proven that it was not changed
 * @param galleries how many galleries there are
 * @param templates how many templates there are, all of them encrypted again
 * @param plain how many of them were not encrypted before
 * @param generation {@link LocalTemplateStore#generation()} of the store now
 */
public record ResealReport(boolean wasSealed, int galleries, long templates, long plain, long generation) {}
