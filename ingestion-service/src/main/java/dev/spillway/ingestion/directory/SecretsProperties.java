package dev.spillway.ingestion.directory;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What opens the tenants' keys.
 *
 * @param wrappingKey 32 bytes in base64, the same as the provisioner's
 */
@Validated
@ConfigurationProperties("spillway.secrets")
record SecretsProperties(@NotBlank String wrappingKey) {

    @Override
    public String toString() {
        return "SecretsProperties[wrappingKey=***]";
    }
}
