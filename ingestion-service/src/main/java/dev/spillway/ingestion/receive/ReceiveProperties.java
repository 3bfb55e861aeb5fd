package dev.spillway.ingestion.receive;

import dev.spillway.ingestion.connection.Deadlines;
import dev.spillway.platform.signature.AddressRange;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request must be.
 *
 * @param publicUrl the address that vendors post to, without {@code /in}: several sign it
 * @param trustedProxies addresses whose word on a request's sender and URL is believed; nobody's
 *     unless configured
 * @param forwardingHeaders the kind of header in which they write it; the other kind is not read
 * @param bodyLimit the largest body, as it comes
 * @param headerDeadline from a request's first byte to the end of its headers
 * @param bodyDeadline from a request's headers to its body's last byte
 * @param maxBodies bytes that the bodies of all requests under way may hold together
 * @param drainDelay for how long a stopping door still takes requests
 */
@Validated
@ConfigurationProperties("spillway.ingest")
record ReceiveProperties(
        @NotNull @DefaultValue("http://127.0.0.1:8080") URI publicUrl,
        @DefaultValue({}) List<AddressRange> trustedProxies,
        @NotNull @DefaultValue("x-forwarded") ForwardingHeaders forwardingHeaders,
        @NotNull @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration headerDeadline,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration bodyDeadline,
        @NotNull @DefaultValue("128MB") DataSize maxBodies,
        @DefaultValue("5s") @DurationMin(millis = 0) Duration drainDelay) {

    /**
     * Until a request is answered and done with. It may wait for the queue after its last byte; one
     * that does will not have its connection kept.
     */
    Deadlines deadlines() {
        return new Deadlines(headerDeadline, headerDeadline.plus(bodyDeadline));
    }
}
