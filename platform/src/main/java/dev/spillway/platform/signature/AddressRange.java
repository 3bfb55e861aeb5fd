package dev.spillway.platform.signature;

import java.net.InetAddress;

/**
 * A block of addresses in CIDR notation (RFC 4632): {@code 10.0.0.0/8}, {@code fd00::/8}, or one
 * address. Immutable and thread-safe.
 */
public final class AddressRange {

    private final String text;
    private final byte[] network;
    private final int bits;

    private AddressRange(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads one; configuration properties are converted by it too.
     *
     * @throws IllegalArgumentException when it is none; a name is none either, since nothing is
     *     looked up
     */
    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        byte[] network =
                InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int most = network.length * 8;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a prefix has from 0 to %d bits".formatted(most));
        }
        return new AddressRange(text, network, bits);
    }

    /** Whether the address lies in it; one of the other family never does. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (((bytes[i] ^ network[i]) & mask(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Which bits of a byte belong to the prefix. */
    private int mask(int place) {
        int within = Math.clamp(bits - place * 8L, 0, 8);
        return 0xFF00 >> within & 0xFF;
    }

    @Override
    public String toString() {
        return text;
    }
}
