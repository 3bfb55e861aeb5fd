package dev.spillway.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.platform.id.Ids;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestCipherTest {

    private static final byte[] REQUEST = "Authorization: Bearer s3cret".getBytes(UTF_8);

    private final TenantKey key = TenantKey.generate(Ids.next(), KeyPurpose.DATA);
    private final UUID source = Ids.next();
    private final UUID id = Ids.next();

    @Test
    void aRequestOpensAtItsPlaceAndNowhereElse() {
        byte[] sealed = RequestCipher.seal(key, source, id, REQUEST);

        assertThat(new String(sealed, UTF_8)).doesNotContain("s3cret");
        assertThat(RequestCipher.open(key, source, id, sealed)).isEqualTo(REQUEST);
        assertUnreadable(key, source, Ids.next(), sealed);
        assertUnreadable(key, Ids.next(), id, sealed);
        assertUnreadable(TenantKey.generate(key.tenantId(), KeyPurpose.DATA), source, id, sealed);
        assertUnreadable(
                new TenantKey(Ids.next(), KeyPurpose.DATA, 1, key.key()), source, id, sealed);
        sealed[sealed.length / 2] ^= 1;
        assertUnreadable(key, source, id, sealed);
    }

    /** What is sealed under the same data key for another purpose is no request. */
    @Test
    void whatWasSealedAsSomethingElseDoesNotOpen() {
        assertUnreadable(
                key, source, id, CredentialCipher.seal(key, source, Map.of("secret", "s")));
        assertUnreadable(key, source, id, AnswerCipher.seal(key, id.toString(), REQUEST));
    }

    @Test
    void sealedTwiceItIsTwoCiphertexts() {
        assertThat(RequestCipher.seal(key, source, id, REQUEST))
                .isNotEqualTo(RequestCipher.seal(key, source, id, REQUEST));
    }

    @Test
    void onlyADataKeyWillDo() {
        TenantKey recipient = TenantKey.generate(Ids.next(), KeyPurpose.RECIPIENT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestCipher.seal(recipient, source, id, REQUEST));
    }

    private static void assertUnreadable(TenantKey key, UUID source, UUID id, byte[] sealed) {
        assertThatExceptionOfType(SecretUnreadableException.class)
                .isThrownBy(() -> RequestCipher.open(key, source, id, sealed));
    }
}
