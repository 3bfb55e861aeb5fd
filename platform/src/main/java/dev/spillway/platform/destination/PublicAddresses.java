package dev.spillway.platform.destination;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to somebody on the Internet. Of IPv4 all but the special-purpose registry
 * of IANA (RFC 6890) and multicast, so neither private networks nor the metadata services of
 * clouds; of IPv6 only what is handed out as global unicast, without the parts of it that are
 * tunnels into IPv4 or mean nothing. An IPv4 address in IPv6's clothes is one of IPv4: the JDK
 * undresses it.
 */
public final class PublicAddresses {

    private static final List<Network> IPV4_SPECIAL =
            List.of(
                    Network.of("0.0.0.0", 8),
                    Network.of("10.0.0.0", 8),
                    Network.of("100.64.0.0", 10),
                    Network.of("127.0.0.0", 8),
                    Network.of("169.254.0.0", 16),
                    Network.of("172.16.0.0", 12),
                    Network.of("192.0.0.0", 24),
                    Network.of("192.0.2.0", 24),
                    Network.of("192.88.99.0", 24),
                    Network.of("192.168.0.0", 16),
                    Network.of("198.18.0.0", 15),
                    Network.of("198.51.100.0", 24),
                    Network.of("203.0.113.0", 24),
                    Network.of("224.0.0.0", 4),
                    Network.of("240.0.0.0", 4));

    private static final Network IPV6_GLOBAL = Network.of("2000::", 3);

    /** Protocol assignments with Teredo and ORCHID, documentation, 6to4. */
    private static final List<Network> IPV6_SPECIAL =
            List.of(
                    Network.of("2001::", 23),
                    Network.of("2001:db8::", 32),
                    Network.of("2002::", 16),
                    Network.of("3fff::", 20));

    private PublicAddresses() {}

    /** Whether a message may go there. */
    public static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return IPV4_SPECIAL.stream().noneMatch(network -> network.contains(address));
        }
        return IPV6_GLOBAL.contains(address)
                && IPV6_SPECIAL.stream().noneMatch(network -> network.contains(address));
    }

    private record Network(List<Byte> prefix, int bits) {

        static Network of(String literal, int bits) {
            return new Network(bytes(InetAddress.ofLiteral(literal)), bits);
        }

        private static List<Byte> bytes(InetAddress address) {
            byte[] bytes = address.getAddress();
            Byte[] boxed = new Byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                boxed[i] = bytes[i];
            }
            return List.of(boxed);
        }

        boolean contains(InetAddress address) {
            List<Byte> other = bytes(address);
            if (other.size() != prefix.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((prefix.get(bit / Byte.SIZE) ^ other.get(bit / Byte.SIZE)) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
