package dev.spillway.provisioner.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who may call.
 *
 * @param token what ops send as {@code Authorization: Bearer}; at least 16 characters
 */
@Validated
@ConfigurationProperties("spillway.ops")
record OpsProperties(@NotBlank @Size(min = 16) String token) {

    @Override
    public String toString() {
        return "OpsProperties[token=***]";
    }
}
