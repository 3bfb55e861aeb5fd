package dev.spillway.provisioner.keys;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How tenants' keys are wrapped.
 *
 * @param wrappingKey 32 bytes in base64, the same for every service
 */
@Validated
@ConfigurationProperties("spillway.secrets")
record SecretsProperties(@NotBlank String wrappingKey) {

    @Override
    public String toString() {
        return "SecretsProperties[wrappingKey=***]";
    }
}
