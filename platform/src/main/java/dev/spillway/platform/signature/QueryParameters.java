package dev.spillway.platform.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a query's parameters. What cannot be unescaped is no parameter. Never throws. */
public final class QueryParameters {

    /** More are left unread, so that one request cannot buy much work. */
    private static final int MOST = 64;

    private QueryParameters() {}

    /** The first value of that name, unescaped. */
    public static Optional<String> first(SignedRequest request, String name) {
        return values(request, name).stream().findFirst();
    }

    /** Every value of that name, unescaped, in the order they came. */
    public static List<String> values(SignedRequest request, String name) {
        return Arrays.stream(request.query().split("&", MOST))
                .map(piece -> piece.split("=", 2))
                .filter(piece -> name.equals(UrlEncoding.decoded(piece[0]).orElse(null)))
                .flatMap(piece -> UrlEncoding.decoded(piece.length < 2 ? "" : piece[1]).stream())
                .toList();
    }
}
