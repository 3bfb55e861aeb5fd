package dev.spillway.platform.error;

/**
 * What is wrong with one field of a request.
 *
 * @param field where it stands, as in {@code sources[0].provider}
 * @param message what to put there instead; never the value that came, which may be a secret
 */
public record FieldError(String field, String message) {}
