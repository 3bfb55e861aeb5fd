package dev.spillway.app.caller;

/**
 * A name in the audit log.
 *
 * @param kind {@code user} or {@code api_key}
 * @param name the user's e-mail or the key's id
 */
public record Actor(String kind, String name) {

    public static Actor user(String email) {
        return new Actor("user", email);
    }
}
