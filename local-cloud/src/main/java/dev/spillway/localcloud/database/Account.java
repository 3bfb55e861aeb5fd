package dev.spillway.localcloud.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A database account. Its text form hides the password. */
public record Account(String user, String password) {

    /** The owner of the schemas on every backend: may create users and grant, is no superuser. */
    public static final String OWNER = "spillway_owner";

    /** An owner with a password nobody else has. */
    public static Account ownerWithNewPassword() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return new Account(OWNER, HexFormat.of().formatHex(secret));
    }

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
