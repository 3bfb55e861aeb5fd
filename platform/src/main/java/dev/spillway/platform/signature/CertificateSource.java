package dev.spillway.platform.signature;

import java.net.URI;
import java.security.PublicKey;
import java.util.Optional;

/** Where the certificates are had that a vendor signs with. Thread-safe. */
@FunctionalInterface
public interface CertificateSource {

    /**
     * The key of a valid certificate at that address; empty when it cannot be had now, which says
     * nothing of the signature. Never throws.
     *
     * @param address one that the scheme has found to be the vendor's own
     */
    Optional<PublicKey> find(URI address);
}
