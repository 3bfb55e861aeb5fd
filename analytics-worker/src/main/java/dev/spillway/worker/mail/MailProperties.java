package dev.spillway.worker.mail;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mails are sent; by which server, {@code spring.mail} says.
 *
 * @param from the address they come from; required where there is a server
 * @param timeout of one mail, from the connection to the server's last word
 */
@Validated
@ConfigurationProperties("spillway.mail")
public record MailProperties(
        @Nullable String from, @DefaultValue("25s") @DurationMin(millis = 1) Duration timeout) {}
