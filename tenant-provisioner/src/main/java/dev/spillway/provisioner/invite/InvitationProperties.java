package dev.spillway.provisioner.invite;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Invitations.
 *
 * @param validFor how long one can be accepted
 */
@Validated
@ConfigurationProperties("spillway.invitations")
record InvitationProperties(
        @DefaultValue("7d") @NotNull @DurationMin(minutes = 1) Duration validFor) {}
