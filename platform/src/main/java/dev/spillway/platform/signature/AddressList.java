package dev.spillway.platform.signature;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses and networks (RFC 4632, RFC 4291) that a source's webhooks may come from: all that some
 * vendors offer to be known by. Names are no addresses, so nothing is ever looked up. Immutable.
 */
public final class AddressList {

    private static final AddressList ANY = new AddressList(List.of());
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final List<Network> networks;

    private AddressList(List<Network> networks) {
        this.networks = networks;
    }

    @SuppressWarnings("ArrayRecordComponent") // private to the list and never compared
    private record Network(byte[] address, int bits) {

        boolean contains(byte[] other) {
            return other.length == address.length
                    && Arrays.equals(masked(address, bits), masked(other, bits));
        }

        private static byte[] masked(byte[] address, int bits) {
            byte[] masked = new byte[address.length];
            for (int i = 0; i < address.length; i++) {
                int kept = Math.clamp(bits - 8L * i, 0, 8);
                masked[i] = (byte) (address[i] & (0xff << (8 - kept)));
            }
            return masked;
        }
    }

    /** Every address. */
    public static AddressList any() {
        return ANY;
    }

    /**
     * Reads {@code 185.107.232.0/24, 2001:db8::1}: separated by commas or white space.
     *
     * @throws IllegalArgumentException when an entry is neither address nor network, or there is
     *     none
     */
    public static AddressList parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String entry : text.strip().split("[,\\s]+", -1)) {
            networks.add(network(entry));
        }
        return new AddressList(List.copyOf(networks));
    }

    private static Network network(String entry) {
        int slash = entry.indexOf('/');
        byte[] address =
                bytes(slash < 0 ? entry : entry.substring(0, slash))
                        .orElseThrow(() -> new IllegalArgumentException("not an address"));
        int bits = slash < 0 ? 8 * address.length : Integer.parseInt(entry.substring(slash + 1));
        if (bits < 1 || bits > 8 * address.length) {
            throw new IllegalArgumentException("not a network");
        }
        return new Network(address, bits);
    }

    /** Four bytes or sixteen; an IPv4 address inside IPv6 counts as itself. */
    private static Optional<byte[]> bytes(String literal) {
        if (literal.indexOf(':') < 0 && !IPV4.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(literal).getAddress());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public boolean isAny() {
        return networks.isEmpty();
    }

    /** Never throws, whatever the text. */
    public boolean contains(String address) {
        return isAny() || bytes(address).filter(this::contains).isPresent();
    }

    private boolean contains(byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * The check, made only of requests from these addresses. Where there is nothing else to check,
     * the address is what a request is verified by.
     */
    public Verifier guard(Verifier verifier) {
        if (isAny()) {
            return verifier;
        }
        return (request, now) -> {
            if (!contains(request.clientAddress())) {
                return Verdict.refused(Verdict.Reason.ADDRESS_NOT_ALLOWED);
            }
            Verdict verdict = verifier.verify(request, now);
            return verdict instanceof Verdict.Unchecked ? Verdict.VERIFIED : verdict;
        };
    }
}
