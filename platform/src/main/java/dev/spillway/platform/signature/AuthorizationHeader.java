package dev.spillway.platform.signature;

import java.util.List;

/** Reads {@code Authorization} (RFC 9110, 11.6.2). */
final class AuthorizationHeader {

    static final String NAME = "Authorization";

    private AuthorizationHeader() {}

    /** What follows the scheme's name, whose case does not matter, in every value that has it. */
    static List<String> values(SignedRequest request, String scheme) {
        return request.headers().values(NAME).stream()
                .filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .map(value -> value.substring(scheme.length() + 1).strip())
                .toList();
    }
}
