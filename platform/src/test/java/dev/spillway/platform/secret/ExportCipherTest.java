package dev.spillway.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExportCipherTest {

    private final UUID tenant = Ids.next();
    private final UUID export = Ids.next();
    private final UUID piece = Ids.next();
    private final TenantKey key = TenantKey.generate(tenant, KeyPurpose.RECIPIENT);
    private final byte[] sealed = ExportCipher.seal(key, export, piece, "lines".getBytes(UTF_8));

    @Test
    void aPieceOpensWhereItBelongs() {
        assertThat(ExportCipher.open(key, export, piece, sealed))
                .isEqualTo("lines".getBytes(UTF_8));
        assertThat(new String(sealed, UTF_8)).doesNotContain("lines");
    }

    @Test
    void aPieceThatWasMovedDoesNotOpen() {
        TenantKey others = TenantKey.generate(Ids.next(), KeyPurpose.RECIPIENT);

        assertThatThrownBy(() -> ExportCipher.open(key, Ids.next(), piece, sealed))
                .isInstanceOf(SecretUnreadableException.class);
        assertThatThrownBy(() -> ExportCipher.open(key, export, Ids.next(), sealed))
                .isInstanceOf(SecretUnreadableException.class);
        assertThatThrownBy(() -> ExportCipher.open(others, export, piece, sealed))
                .isInstanceOf(SecretUnreadableException.class);
    }

    @Test
    void aDataKeySealsNoExports() {
        TenantKey data = TenantKey.generate(tenant, KeyPurpose.DATA);

        assertThatThrownBy(() -> ExportCipher.seal(data, export, piece, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
