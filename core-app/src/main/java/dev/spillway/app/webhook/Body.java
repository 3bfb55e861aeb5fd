package dev.spillway.app.webhook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * What a stranger posted. It is handed on as a file that no browser runs or shows: of no type of
 * its own, as an attachment, without sniffing, in a sandbox.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Body(@Nullable String contentType, byte[] bytes) {

    /** The headers of a file of that name. */
    public HttpHeaders headers(String name) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        headers.setContentDisposition(
                ContentDisposition.attachment().filename(name + extension()).build());
        headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        return headers;
    }

    /** What the file's name ends in: from a short list, never from what the sender said. */
    private String extension() {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return ".json";
        }
        if (type.contains("xml")) {
            return ".xml";
        }
        return type.startsWith("application/x-www-form-urlencoded") ? ".txt" : ".bin";
    }
}
