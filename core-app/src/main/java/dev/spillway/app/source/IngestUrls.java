package dev.spillway.app.source;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where vendors post: the door's public URL and a source's key. */
@Component
class IngestUrls {

    private final String base;

    IngestUrls(@Value("${spillway.ingest.public-url}") URI publicUrl) {
        String url = publicUrl.toString();
        base = url.endsWith("/") ? url : url + "/";
    }

    URI of(String ingestKey) {
        return URI.create(base + "in/" + ingestKey);
    }
}
