package dev.spillway.platform.signature;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Finds single fields of a posted form, in either of the two encodings of HTML. */
final class FormBody {

    /** A part's headers; vendors use one or two lines. */
    private static final int LONGEST_HEAD = 1024;

    private final String contentType;
    private final String body;

    private FormBody(String contentType, String body) {
        this.contentType = contentType;
        this.body = body;
    }

    /** Empty when the request's content type is not that of a form. */
    static Optional<FormBody> of(SignedRequest request) {
        String contentType = request.headers().first("Content-Type").orElse("").strip();
        String type = contentType.toLowerCase(Locale.ROOT);
        boolean isForm =
                type.startsWith("application/x-www-form-urlencoded")
                        || type.startsWith("multipart/form-data");
        return isForm
                ? Optional.of(
                        new FormBody(
                                contentType,
                                new String(request.body(), StandardCharsets.ISO_8859_1)))
                : Optional.empty();
    }

    /** The first value of the field; empty when there is none. Never throws. */
    Optional<String> first(String name) {
        return contentType.regionMatches(true, 0, "multipart/", 0, 10)
                ? boundary().flatMap(boundary -> part(boundary, name))
                : pair(name);
    }

    private Optional<String> pair(String name) {
        for (int from = 0; from <= body.length(); ) {
            int end = body.indexOf('&', from);
            end = end < 0 ? body.length() : end;
            if (body.startsWith(name + "=", from)) {
                return UrlEncoding.decoded(body.substring(from + name.length() + 1, end));
            }
            from = end + 1;
        }
        return Optional.empty();
    }

    private Optional<String> boundary() {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
        if (at < 0) {
            return Optional.empty();
        }
        String value = contentType.substring(at + 9);
        boolean quoted = value.startsWith("\"");
        int end = quoted ? value.indexOf('"', 1) : value.indexOf(';');
        String boundary = value.substring(quoted ? 1 : 0, end < 0 ? value.length() : end).strip();
        return boundary.isEmpty() ? Optional.empty() : Optional.of("--" + boundary);
    }

    /** The content of the part of this name (RFC 7578), which has no encoding of its own. */
    private Optional<String> part(String delimiter, String name) {
        int at = body.indexOf(delimiter);
        while (at >= 0) {
            int head = at + delimiter.length();
            int content = body.indexOf("\r\n\r\n", head);
            int next = body.indexOf("\r\n" + delimiter, head);
            if (content >= 0
                    && next >= content + 4
                    && content - head <= LONGEST_HEAD
                    && names(body.substring(head, content), name)) {
                return Optional.of(body.substring(content + 4, next));
            }
            at = next < 0 ? -1 : next + 2;
        }
        return Optional.empty();
    }

    private static boolean names(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-disposition:", 0, 20))
                .anyMatch(line -> line.contains("; name=\"" + name + "\""));
    }
}
