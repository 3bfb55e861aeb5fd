package dev.spillway.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientHasherTest {

    private final TenantKey key = TenantKey.generate(Ids.next(), KeyPurpose.RECIPIENT);
    private final RecipientHasher hasher = new RecipientHasher(key);

    @ParameterizedTest
    @CsvSource({
        "Ana@Acme.example, ' ana@acme.EXAMPLE '",
        "+49 (30) 123-456, +4930123456",
        "0049 30 123456, +4930123456",
        "ana@bücher.example, Ana@XN--BCHER-KVA.example",
        "rené@acme.example, rene\u0301@acme.example"
    })
    void spellingsOfOneRecipientHashAlike(String one, String other) {
        assertThat(hasher.hash(one)).hasSize(32).isEqualTo(hasher.hash(other));
    }

    @Test
    void aNumberIsLookedForWithItsPlusAndWithout() {
        assertThat(hasher.hashes("0049 (30) 123456"))
                .containsExactly(hasher.hash("+4930123456"), hasher.hash("4930123456"));
        assertThat(hasher.hashes("4930123456"))
                .containsExactly(hasher.hash("+4930123456"), hasher.hash("4930123456"));
        assertThat(hasher.hashes(" Ana@Acme.example "))
                .containsExactly(hasher.hash("ana@acme.example"));
        assertThat(hasher.hashes("030 123456")).containsExactly(hasher.hash("030123456"));
    }

    @Test
    void twoTenantsHashTheSameRecipientDifferently() {
        RecipientHasher other =
                new RecipientHasher(TenantKey.generate(Ids.next(), KeyPurpose.RECIPIENT));

        assertThat(hasher.hash("ana@acme.example")).isNotEqualTo(other.hash("ana@acme.example"));
        assertThat(hasher.hash("a@acme.example")).isNotEqualTo(hasher.hash("b@acme.example"));
    }

    /** IDNA 2003 would make one of them, and the neighbour would be erased with him. */
    @Test
    void twoDomainsThatOnlyLookAlikeAreTwo() {
        assertThat(hasher.hash("ana@fußball.example"))
                .isNotEqualTo(hasher.hash("ana@fussball.example"));
        assertThat(hasher.hash("xn--bcher-kva@acme.example"))
                .isNotEqualTo(hasher.hash("bücher@acme.example"));
    }

    @Test
    void aDataKeyHashesNobody() {
        TenantKey dataKey = TenantKey.generate(Ids.next(), KeyPurpose.DATA);

        assertThatThrownBy(() -> new RecipientHasher(dataKey))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ana@acme.example, a•••@acme.example",
        "+4930123467, +49•••67",
        "12345, •••",
        "@acme.example, @ac•••le"
    })
    void maskingLeavesEnoughToRecogniseAndTooLittleToReach(String recipient, String masked) {
        assertThat(RecipientHasher.mask(recipient)).isEqualTo(masked);
    }
}
