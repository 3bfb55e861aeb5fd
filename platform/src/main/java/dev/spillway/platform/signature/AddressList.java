package dev.spillway.platform.signature;

import java.net.InetAddress;
import java.util.ArrayList;
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

    private final List<AddressRange> networks;

    private AddressList(List<AddressRange> networks) {
        this.networks = networks;
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
        List<AddressRange> networks = new ArrayList<>();
        for (String entry : text.strip().split("[,\\s]+", -1)) {
            networks.add(range(entry));
        }
        return new AddressList(List.copyOf(networks));
    }

    /** A network of no bits would be every address, which is what leaving the list out says. */
    private static AddressRange range(String entry) {
        if (entry.endsWith("/0")) {
            throw new IllegalArgumentException("not a network");
        }
        String address = entry.substring(0, (entry + "/").indexOf('/'));
        if (literal(address).isEmpty()) {
            throw new IllegalArgumentException("not an address");
        }
        return AddressRange.of(entry);
    }

    /** IPv4 only in its four numbers; an IPv4 address inside IPv6 counts as itself. */
    private static Optional<InetAddress> literal(String text) {
        if (text.indexOf(':') < 0 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public boolean isAny() {
        return networks.isEmpty();
    }

    /** Never throws, whatever the text. */
    public boolean contains(String address) {
        return isAny() || literal(address).filter(this::contains).isPresent();
    }

    private boolean contains(InetAddress address) {
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
