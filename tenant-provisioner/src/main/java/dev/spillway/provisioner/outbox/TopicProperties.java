package dev.spillway.provisioner.outbox;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Topics.
 *
 * @param tenantLifecycle an ARN, never a name: a name would make Spring Cloud AWS create the topic
 */
@Validated
@ConfigurationProperties("spillway.topics")
record TopicProperties(
        @NotNull
                @Pattern(
                        regexp = "arn:[a-z-]+:sns:[a-z0-9-]+:\\d*:\\S+",
                        message = "must be the topic's ARN")
                String tenantLifecycle) {}
