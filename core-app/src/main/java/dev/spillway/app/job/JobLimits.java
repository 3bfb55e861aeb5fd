package dev.spillway.app.job;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much a tenant may ask for.
 *
 * @param open jobs of one tenant that are not at their end; two requests at the same moment may
 *     exceed it by one
 */
@Validated
@ConfigurationProperties("spillway.jobs")
public record JobLimits(@DefaultValue("20") @Min(1) int open) {}
