package dev.spillway.platform.handshake;

import java.net.URI;

/** What a handshake needs done before it may be answered. Immutable. */
public sealed interface HandshakeEffect {

    /**
     * The vendor has chosen the source's secret: it has to be kept where no restart loses it.
     *
     * @param credential the name that the preset's scheme knows it by
     */
    record LearnSecret(String credential, String value) implements HandshakeEffect {
        @Override
        public String toString() {
            return "LearnSecret[" + credential + "]";
        }
    }

    /**
     * The vendor waits until this address is asked for.
     *
     * @param address one that the kind of handshake has found to be the vendor's own
     */
    record ConfirmSubscription(URI address) implements HandshakeEffect {
        /** The address holds a token. */
        @Override
        public String toString() {
            return "ConfirmSubscription[" + address.getHost() + "]";
        }
    }
}
