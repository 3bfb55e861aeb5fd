package dev.spillway.platform.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.CredentialCipher;
import dev.spillway.platform.secret.KeyPurpose;
import dev.spillway.platform.secret.KeyWrapper;
import dev.spillway.platform.secret.LocalKeyWrapper;
import dev.spillway.platform.secret.SecretUnreadableException;
import dev.spillway.platform.secret.TenantKey;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedSourceTest {

    private final KeyWrapper keys =
            LocalKeyWrapper.of(Base64.getEncoder().encodeToString(new byte[32]));
    private final TenantKey key = TenantKey.generate(Ids.next(), KeyPurpose.DATA);
    private final UUID id = Ids.next();
    private final byte[] credentials = CredentialCipher.seal(key, id, Map.of("secret", "whsec_s"));

    private SealedSource source(UUID sourceId, byte[] credentials) {
        return new SealedSource(key.tenantId(), sourceId, credentials, 1, key.wrapped(keys));
    }

    @Test
    void opensItsOwnCredentialsAndNobodyElses() {
        assertThat(source(id, credentials).open(keys).find("secret")).contains("whsec_s");
        assertThatExceptionOfType(SecretUnreadableException.class)
                .isThrownBy(() -> source(Ids.next(), credentials).open(keys));
    }

    @Test
    void mayHaveNone() {
        assertThat(source(id, null).open(keys).names()).isEmpty();
    }
}
