package dev.spillway.provisioner.invite;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where tenants' people reach the app.
 *
 * @param publicUrl without a path, such as {@code https://app.example.com}
 */
@Validated
@ConfigurationProperties("spillway.app")
record AppProperties(@NotNull URI publicUrl) {

    String invitationUrl(String token) {
        return publicUrl.toString().replaceAll("/+$", "") + "/invitation?token=" + token;
    }
}
