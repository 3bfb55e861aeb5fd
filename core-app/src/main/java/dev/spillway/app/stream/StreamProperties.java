package dev.spillway.app.stream;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The live stream.
 *
 * @param poll how often a watched tenant is looked at; less often where a look takes long
 * @param heartbeat after how much silence a comment is sent, so that proxies keep the connection
 * @param sessionCheck how often it is asked whether the viewer is still logged in
 * @param viewers open streams of one instance
 * @param viewersPerTenant open streams of one tenant on one instance
 */
@Validated
@ConfigurationProperties("spillway.stream")
public record StreamProperties(
        @DefaultValue("1s") @NotNull Duration poll,
        @DefaultValue("15s") @NotNull Duration heartbeat,
        @DefaultValue("5s") @NotNull Duration sessionCheck,
        @DefaultValue("1000") @Min(1) int viewers,
        @DefaultValue("50") @Min(1) int viewersPerTenant) {}
