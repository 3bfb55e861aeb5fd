package dev.spillway.ingestion.receive;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request must be.
 *
 * @param publicUrl the address that vendors post to, without {@code /in}: several sign it
 * @param bodyLimit the largest body, as it comes
 * @param bodyDeadline from a request's headers to its body's last byte
 */
@Validated
@ConfigurationProperties("spillway.ingest")
record ReceiveProperties(
        @NotNull @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
        @NotNull @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration bodyDeadline) {}
