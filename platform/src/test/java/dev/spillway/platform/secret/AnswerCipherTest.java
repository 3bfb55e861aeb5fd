package dev.spillway.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.platform.id.Ids;
import org.junit.jupiter.api.Test;

class AnswerCipherTest {

    private static final byte[] ANSWER = "{\"token\":\"one-time\"}".getBytes(UTF_8);

    private final TenantKey key = TenantKey.generate(Ids.next(), KeyPurpose.DATA);

    @Test
    void anAnswerOpensUnderItsKeyAndNameOnly() {
        byte[] sealed = AnswerCipher.seal(key, "request-1", ANSWER);

        assertThat(new String(sealed, UTF_8)).doesNotContain("one-time");
        assertThat(AnswerCipher.open(key, "request-1", sealed)).isEqualTo(ANSWER);
        assertThatExceptionOfType(SecretUnreadableException.class)
                .isThrownBy(() -> AnswerCipher.open(key, "request-2", sealed));
        TenantKey other = TenantKey.generate(key.tenantId(), KeyPurpose.DATA);
        assertThatExceptionOfType(SecretUnreadableException.class)
                .isThrownBy(() -> AnswerCipher.open(other, "request-1", sealed));
    }

    @Test
    void aFingerprintTellsRequestsApartAndCannotBeMadeWithoutTheKey() {
        byte[] request = "{\"name\":\"Acme\"}".getBytes(UTF_8);
        TenantKey other = TenantKey.generate(key.tenantId(), KeyPurpose.DATA);

        assertThat(AnswerCipher.fingerprint(key, request))
                .hasSize(32)
                .isEqualTo(AnswerCipher.fingerprint(key, request.clone()))
                .isNotEqualTo(AnswerCipher.fingerprint(key, ANSWER))
                .isNotEqualTo(AnswerCipher.fingerprint(other, request));
    }

    @Test
    void onlyADataKeyWillDo() {
        TenantKey recipient = TenantKey.generate(Ids.next(), KeyPurpose.RECIPIENT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerCipher.seal(recipient, "name", ANSWER));
    }
}
