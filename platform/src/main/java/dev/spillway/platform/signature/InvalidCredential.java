package dev.spillway.platform.signature;

/**
 * A credential that a scheme cannot work with. The message tells what to do and never repeats the
 * value.
 *
 * @param name the credential's name, such as {@code publicKey}
 */
public record InvalidCredential(String name, String message) {}
