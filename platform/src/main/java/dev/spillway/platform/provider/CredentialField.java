package dev.spillway.platform.provider;

/**
 * A credential that a source of the preset takes.
 *
 * @param name as in requests, such as {@code previousSecret}
 * @param label what people call it, in the vendor's words
 * @param secret whether it is hidden when typed and never shown again
 */
public record CredentialField(String name, String label, boolean secret, boolean required) {}
