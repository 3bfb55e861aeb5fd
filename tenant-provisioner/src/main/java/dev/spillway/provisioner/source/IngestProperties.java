package dev.spillway.provisioner.source;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where vendors reach the door.
 *
 * @param publicUrl without a path, such as {@code https://in.example.com}
 */
@Validated
@ConfigurationProperties("spillway.ingest")
record IngestProperties(@NotNull URI publicUrl) {

    String url(String ingestKey) {
        return publicUrl.toString().replaceAll("/+$", "") + "/in/" + ingestKey;
    }
}
