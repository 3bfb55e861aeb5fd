package dev.spillway.worker.dispatch;

import dev.spillway.platform.destination.PublicAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for the client, which connects to what comes back and asks nobody else: an address
 * that was looked at cannot have changed by the time it is used. One address that is not public
 * among several refuses the name.
 */
final class GuardedResolver implements DnsResolver {

    private final DnsResolver names;
    private final boolean allowLoopback;

    GuardedResolver(DnsResolver names, boolean allowLoopback) {
        this.names = names;
        this.allowLoopback = allowLoopback;
    }

    /** A name leads to where nothing may be sent. */
    static final class ForbiddenAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!isAllowed(address)) {
                throw new ForbiddenAddressException();
            }
        }
        return addresses;
    }

    private boolean isAllowed(InetAddress address) {
        return PublicAddresses.isPublic(address) || (allowLoopback && address.isLoopbackAddress());
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return Arrays.stream(resolve(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
