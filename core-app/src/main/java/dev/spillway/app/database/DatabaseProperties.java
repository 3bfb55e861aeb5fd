package dev.spillway.app.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What {@code spring.datasource.*} (URL, user and password for tenant views) leaves open.
 *
 * @param identityUsername the user for logins, who may only call definer procedures
 * @param identityPassword his password
 * @param identityConnections connections for logins, sessions and API keys
 * @param tenantConnections connections for lists and single rows
 * @param dashboardConnections connections for metrics and the live stream, apart from the lists so
 *     that a heavy list cannot starve them
 * @param tenantShare how many of the tenant connections one tenant may hold at once: no more than
 *     half of them, or two slow tenants leave nothing for a third
 * @param dashboardShare likewise of the dashboard connections
 * @param shareTimeout how long a request waits for its tenant's own connections to come back
 * @param connectionTimeout how long a request waits for a connection
 * @param statementTimeout how long one statement may run
 */
@Validated
@ConfigurationProperties("spillway.database")
public record DatabaseProperties(
        @DefaultValue("spillway_identity") @NotBlank String identityUsername,
        @NotBlank String identityPassword,
        @DefaultValue("4") @Min(1) @Max(200) int identityConnections,
        @DefaultValue("10") @Min(1) @Max(200) int tenantConnections,
        @DefaultValue("4") @Min(1) @Max(200) int dashboardConnections,
        @DefaultValue("4") @Min(1) @Max(200) int tenantShare,
        @DefaultValue("2") @Min(1) @Max(200) int dashboardShare,
        @DefaultValue("1s") @NotNull Duration shareTimeout,
        @DefaultValue("3s") @NotNull Duration connectionTimeout,
        @DefaultValue("10s") @NotNull Duration statementTimeout) {

    @Override
    public String toString() {
        return "DatabaseProperties[identity=%d, tenant=%d, dashboard=%d]"
                .formatted(identityConnections, tenantConnections, dashboardConnections);
    }
}
