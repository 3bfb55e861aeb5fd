package dev.spillway.ingestion.receive;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one proxy wrote into {@code Forwarded} (RFC 7239, 4). Immutable.
 *
 * @param parameters by their names in small letters, unquoted
 */
record ForwardedElement(Map<String, String> parameters) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

    /** A quoted string of RFC 9110, 5.6.4, its quotes around it. */
    private static final String QUOTED =
            "\"(?:[\\t \\x21\\x23-\\x5B\\x5D-\\x7E\\x80-\\xFF]|\\\\[\\t\\x20-\\x7E\\x80-\\xFF])*+\"";

    /** Perhaps a pair, and what ends it: the next pair, the next element, or the line. */
    private static final Pattern PAIR =
            Pattern.compile(
                    "[ \\t]*+(?:(%s)=(%s|%s))?+[ \\t]*+([;,]|\\z)".formatted(TOKEN, TOKEN, QUOTED));

    /** An address and perhaps a port, which may be made up; IPv6 in brackets (RFC 7239, 6). */
    private static final Pattern NODE =
            Pattern.compile(
                    "(?:([0-9.]{7,15})|\\[([0-9A-Fa-f:.]{2,45})])(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?");

    ForwardedElement {
        parameters = Map.copyOf(parameters);
    }

    /**
     * All elements, the nearest proxy's last. None at all where any line is not as the RFC wants
     * it: then nobody can tell which of them who wrote. An element without a word stays in its
     * place, or the one before it would pass for a proxy's.
     */
    static List<ForwardedElement> parse(List<String> lines) {
        List<ForwardedElement> elements = new ArrayList<>();
        for (String line : lines) {
            if (!parse(line, elements)) {
                return List.of();
            }
        }
        return List.copyOf(elements);
    }

    private static boolean parse(String line, List<ForwardedElement> elements) {
        Matcher pair = PAIR.matcher(line);
        Map<String, String> parameters = new HashMap<>();
        while (pair.lookingAt()) {
            if (pair.group(1) != null && !isNew(pair, parameters)) {
                return false;
            }
            String end = pair.group(3);
            if (!end.equals(";")) {
                elements.add(new ForwardedElement(parameters));
                parameters.clear();
            }
            if (end.isEmpty()) {
                return true;
            }
            pair.region(pair.end(), line.length());
        }
        return false;
    }

    /** A parameter stands once in its element. */
    private static boolean isNew(Matcher pair, Map<String, String> parameters) {
        String name = pair.group(1).toLowerCase(Locale.ROOT);
        return parameters.put(name, unquoted(pair.group(2))) == null;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    /**
     * Whom the proxy had it from; empty for {@code unknown}, for {@code _names} and for rubbish.
     */
    Optional<InetAddress> client() {
        return parameter("for")
                .map(NODE::matcher)
                .filter(Matcher::matches)
                .map(node -> node.group(1) != null ? node.group(1) : node.group(2))
                .flatMap(ForwardingHeaders::address);
    }

    Optional<String> proto() {
        return parameter("proto").map(proto -> proto.toLowerCase(Locale.ROOT));
    }

    /** With its port, where it has one. */
    Optional<String> host() {
        return parameter("host");
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
