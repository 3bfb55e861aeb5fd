package dev.spillway.app.session;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Sessions of people.
 *
 * @param lifetime after which one has to log in again, whatever he did meanwhile
 * @param secureCookie whether the cookie travels over HTTPS only; where it is not said, whether the
 *     public URL begins with https
 */
@Validated
@ConfigurationProperties("spillway.session")
public record SessionProperties(
        @DefaultValue("12h") @NotNull Duration lifetime, @Nullable Boolean secureCookie) {}
