package dev.spillway.worker;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Secrets.
 *
 * @param wrappingKey 32 bytes in base64: what tenants' keys are wrapped under
 */
@Validated
@ConfigurationProperties("spillway.secrets")
public record SecretProperties(@NotBlank String wrappingKey) {

    @Override
    public String toString() {
        return "SecretProperties[]";
    }
}
