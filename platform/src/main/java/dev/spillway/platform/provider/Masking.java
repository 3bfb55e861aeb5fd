package dev.spillway.platform.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Takes credentials out of what leaves the process. Stateless. */
public final class Masking {

    private static final String MASK = "***";

    /**
     * Parameters by which vendors authenticate themselves in a URL, and those by which anybody
     * might.
     */
    private static final Set<String> CREDENTIALS =
            Set.of(
                    "token",
                    "access_token",
                    "auth_token",
                    "authtoken",
                    "verify_token",
                    "hub.verify_token",
                    "auth",
                    "authorization",
                    "key",
                    "apikey",
                    "api_key",
                    "api-key",
                    "secret",
                    "client_secret",
                    "password",
                    "passwd",
                    "pwd",
                    "jwt",
                    "sig",
                    "signature");

    private Masking() {}

    /** The query with the values of credentials masked and everything else as it came. */
    public static String query(String query) {
        if (query.isEmpty()) {
            return query;
        }
        StringBuilder masked = new StringBuilder(query.length());
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            appendMasked(query, start, end, masked);
            if (end < query.length()) {
                masked.append('&');
            }
            start = end + 1;
        }
        return masked.toString();
    }

    private static void appendMasked(String query, int start, int end, StringBuilder into) {
        int equals = query.indexOf('=', start);
        if (equals < 0 || equals >= end || !isCredential(query.substring(start, equals))) {
            into.append(query, start, end);
        } else {
            into.append(query, start, equals + 1).append(MASK);
        }
    }

    /** An escaped name is no reason to let its value through, nor is one that cannot be read. */
    private static boolean isCredential(String name) {
        try {
            String read = URLDecoder.decode(name, StandardCharsets.ISO_8859_1);
            return CREDENTIALS.contains(read.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
