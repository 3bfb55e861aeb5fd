package dev.spillway.worker.mail;

import java.net.URI;

/**
 * Somebody who reads an address that a tenant named.
 *
 * @param tenant its name, which operators chose
 * @param destination what the tenant calls the address
 */
public record Subscriber(String tenant, String destination, URI unsubscribe) {

    /** Without the link: its token is a secret. */
    @Override
    public String toString() {
        return "Subscriber[]";
    }
}
