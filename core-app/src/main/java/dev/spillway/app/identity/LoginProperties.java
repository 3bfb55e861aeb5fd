package dev.spillway.app.identity;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often a password may be tried.
 *
 * @param attempts failed attempts on one account from one address
 * @param attemptsPerAddress failed attempts from one address on whatever accounts
 * @param window how long failures are remembered, counted from the first
 */
@Validated
@ConfigurationProperties("spillway.login")
public record LoginProperties(
        @DefaultValue("5") @Min(1) int attempts,
        @DefaultValue("50") @Min(1) int attemptsPerAddress,
        @DefaultValue("15m") @NotNull Duration window) {}
