package dev.spillway.worker.drain;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * URLs of the queues.
 *
 * @param main parcels of tenants within their rate
 * @param overflow parcels of tenants over it
 * @param signals what else leaves the door
 */
@Validated
@ConfigurationProperties("spillway.queues")
public record QueueProperties(
        @NotBlank String main, @NotBlank String overflow, @NotBlank String signals) {}
