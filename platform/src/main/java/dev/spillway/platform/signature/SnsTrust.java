package dev.spillway.platform.signature;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose certificates prove that a message is Amazon SNS's. The address of a certificate stands in
 * the message itself, unsigned: so it must be on the host of the topic's own region, and everything
 * else about it is fixed but a name.
 *
 * @param endpoints trusted like Amazon's hosts, such as {@code http://127.0.0.1:9911}: for the SNS
 *     of one machine, and empty anywhere else
 */
public record SnsTrust(List<URI> endpoints, CertificateSource certificates) {

    private static final Pattern CERTIFICATE =
            Pattern.compile("/SimpleNotificationService-[A-Za-z0-9]{1,64}\\.pem");

    public SnsTrust {
        endpoints = List.copyOf(endpoints);
    }

    /** Has no certificate, and so no opinion. */
    public static SnsTrust none() {
        return new SnsTrust(List.of(), _ -> Optional.empty());
    }

    /** The address, if a certificate of the topic's messages may be there. Never throws. */
    Optional<URI> certificateOf(SnsTopic topic, String address) {
        return parse(address).filter(uri -> isTrusted(topic, uri));
    }

    private static Optional<URI> parse(String address) {
        try {
            return Optional.of(URI.create(address));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Nothing but host and name, so that no part of an address can mean something else. */
    private boolean isTrusted(SnsTopic topic, URI uri) {
        String path = uri.getRawPath();
        if (path == null || !CERTIFICATE.matcher(path).matches()) {
            return false;
        }
        String asWritten = uri.toString();
        return asWritten.equals("https://" + topic.host() + path)
                || endpoints.stream().anyMatch(endpoint -> asWritten.equals(endpoint + path));
    }
}
