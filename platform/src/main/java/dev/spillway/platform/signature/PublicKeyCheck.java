package dev.spillway.platform.signature;

/** A public key, parsed once, that checks signatures. Thread-safe. */
@FunctionalInterface
interface PublicKeyCheck {

    /** Whether the key's owner signed what the template makes of the message. Never throws. */
    boolean matches(Message message, Template template, byte[] signature);
}
