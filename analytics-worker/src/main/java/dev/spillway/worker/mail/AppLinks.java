package dev.spillway.worker.mail;

import java.net.URI;

/** Where mails lead: pages of core-app. Tokens are base64url and need no escaping. */
public final class AppLinks {

    private final String base;

    /**
     * @param app core-app's public URL
     */
    public AppLinks(URI app) {
        String url = app.toString();
        base = url.endsWith("/") ? url : url + "/";
    }

    URI alerts() {
        return URI.create(base + "alerts");
    }

    /** Asks who opens it for a click; nothing is confirmed by looking. */
    public URI confirmation(String token) {
        return URI.create(base + "confirm?token=" + token);
    }

    /** The same for a person, and for a mail program's POST. */
    public URI unsubscription(String token) {
        return URI.create(base + "unsubscribe?token=" + token);
    }
}
