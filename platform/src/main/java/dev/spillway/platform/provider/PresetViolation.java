package dev.spillway.platform.provider;

/**
 * A credential or setting that a preset cannot take. The message tells what to do and never repeats
 * a credential's value.
 *
 * @param field such as {@code credentials.publicKey} or {@code settings.header}
 */
public record PresetViolation(String field, String message) {}
