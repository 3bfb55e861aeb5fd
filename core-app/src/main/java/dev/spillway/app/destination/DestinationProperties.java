package dev.spillway.app.destination;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What tenants may have.
 *
 * @param most destinations of one tenant
 * @param overlap how long a secret is good after another took its place
 * @param allowLoopback one-machine mode: destinations on this machine, by plain HTTP
 * @param email whether the worker has an SMTP server, so that addresses can be told
 */
@Validated
@ConfigurationProperties("spillway.destinations")
public record DestinationProperties(
        @DefaultValue("10") @Min(1) int most,
        @DefaultValue("24h") Duration overlap,
        @DefaultValue("false") boolean allowLoopback,
        @DefaultValue("false") boolean email) {}
