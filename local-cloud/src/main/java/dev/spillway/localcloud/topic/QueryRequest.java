package dev.spillway.localcloud.topic;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of one call in the AWS Query protocol: a form whose names spell out lists ({@code
 * X.member.1}) and maps ({@code X.entry.1.key}, {@code X.entry.1.value}).
 */
record QueryRequest(Map<String, String> parameters) {

    static QueryRequest parse(String form) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new QueryRequest(parameters);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw SnsException.invalidParameter("the form is not well encoded");
        }
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    String require(String name) {
        return find(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> SnsException.invalidParameter(name + " must be given"));
    }

    /** The part of the request below a prefix, for example one entry of a batch. */
    QueryRequest under(String prefix) {
        Map<String, String> inner = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (name.startsWith(prefix + ".")) {
                inner.put(name.substring(prefix.length() + 1), value);
            }
        });
        return new QueryRequest(inner);
    }

    /** The numbered parts under a prefix, in order; numbering starts at 1 and has no gaps. */
    List<QueryRequest> list(String prefix) {
        List<QueryRequest> members = new ArrayList<>();
        for (int i = 1; ; i++) {
            QueryRequest member = under(prefix + "." + i);
            if (member.parameters().isEmpty()) {
                return members;
            }
            members.add(member);
        }
    }

    Map<String, String> map(String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (QueryRequest entry : list(name + ".entry")) {
            entries.put(entry.require("key"), entry.find("value").orElse(""));
        }
        return entries;
    }
}
