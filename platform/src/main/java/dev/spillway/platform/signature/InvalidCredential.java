package dev.spillway.platform.signature;

import java.util.List;

/**
 * A credential that a scheme cannot work with. The message tells what to do and never repeats the
 * value.
 *
 * @param name the credential's name, such as {@code publicKey}
 */
public record InvalidCredential(String name, String message) {

    static void throwIfAny(List<InvalidCredential> found) {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(
                    found.getFirst().name() + " " + found.getFirst().message());
        }
    }
}
