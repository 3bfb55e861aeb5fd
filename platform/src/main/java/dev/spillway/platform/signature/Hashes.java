package dev.spillway.platform.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests that every JDK has. */
final class Hashes {

    private Hashes() {}

    static MessageDigest sha256() {
        return of("SHA-256");
    }

    /** Broken for everything but a vendor who signs with it. */
    static MessageDigest md5() {
        return of("MD5");
    }

    private static MessageDigest of(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This JDK lacks " + name, impossible);
        }
    }
}
