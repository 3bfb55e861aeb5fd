package dev.spillway.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private final KeyWrapper wrapper =
            LocalKeyWrapper.of(Base64.getEncoder().encodeToString(new byte[32]));
    private final UUID tenant = Ids.next();
    private final UUID source = Ids.next();
    private final TenantKey key = TenantKey.generate(tenant, KeyPurpose.DATA);

    @Test
    void credentialsOpenForTheirOwnSource() {
        byte[] sealed = CredentialCipher.seal(key, source, Map.of("secret", "whsec_1"));

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec_1");
        assertThat(CredentialCipher.open(key, source, sealed)).containsEntry("secret", "whsec_1");
    }

    @Test
    void theSameCredentialsNeverLookTheSame() {
        assertThat(CredentialCipher.seal(key, source, Map.of("a", "b")))
                .isNotEqualTo(CredentialCipher.seal(key, source, Map.of("a", "b")));
    }

    @Test
    void credentialsCopiedToAnotherSourceDoNotOpen() {
        byte[] sealed = CredentialCipher.seal(key, source, Map.of("secret", "whsec_1"));

        assertThatThrownBy(() -> CredentialCipher.open(key, Ids.next(), sealed))
                .isInstanceOf(SecretUnreadableException.class);
    }

    @Test
    void credentialsUnderAnotherKeyOrCutOffDoNotOpen() {
        byte[] sealed = CredentialCipher.seal(key, source, Map.of("secret", "whsec_1"));
        TenantKey other = TenantKey.generate(tenant, KeyPurpose.DATA);

        assertThatThrownBy(() -> CredentialCipher.open(other, source, sealed))
                .isInstanceOf(SecretUnreadableException.class);
        assertThatThrownBy(() -> CredentialCipher.open(key, source, new byte[10]))
                .isInstanceOf(SecretUnreadableException.class);
    }

    @Test
    void aRecipientKeyEncryptsNothing() {
        TenantKey recipientKey = TenantKey.generate(tenant, KeyPurpose.RECIPIENT);

        assertThatThrownBy(() -> CredentialCipher.seal(recipientKey, source, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWrappedKeyComesBackForItsTenantAndPurposeOnly() {
        byte[] wrapped = key.wrapped(wrapper);

        assertThat(TenantKey.unwrap(wrapper, tenant, KeyPurpose.DATA, 1, wrapped).key())
                .isEqualTo(key.key());
        assertThatThrownBy(() -> wrapper.unwrap(wrapped, Ids.next(), KeyPurpose.DATA))
                .isInstanceOf(SecretUnreadableException.class);
        assertThatThrownBy(() -> wrapper.unwrap(wrapped, tenant, KeyPurpose.RECIPIENT))
                .isInstanceOf(SecretUnreadableException.class);
    }

    @Test
    void aKeySaysWhoseItIsAndNotWhatItIs() {
        assertThat(key.toString())
                .contains(tenant.toString())
                .doesNotContain(Base64.getEncoder().encodeToString(key.key().getEncoded()));
    }

    @Test
    void aBadKeyInTheConfigurationIsNamedAndNotRepeated() {
        assertThatThrownBy(() -> LocalKeyWrapper.of("c2hvcnQ="))
                .hasMessageContaining("spillway.secrets.wrapping-key must be 32 bytes")
                .hasMessageNotContaining("c2hvcnQ");
        assertThatThrownBy(() -> LocalKeyWrapper.of("not base64!"))
                .hasMessageContaining("spillway.secrets.wrapping-key");
    }
}
