package dev.spillway.app.caller;

/**
 * A name in the audit log.
 *
 * @param kind {@code user}, {@code api_key}, or {@code recipient} for who reads an address
 * @param name the user's e-mail, the key's id, or the address masked
 */
public record Actor(String kind, String name) {

    public static Actor user(String email) {
        return new Actor("user", email);
    }
}
