package dev.spillway.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.platform.id.Ids;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenancyTest {

    private final TenantBinding binding =
            TenantBinding.of(Base64.getEncoder().encodeToString(new byte[32]));

    @Test
    void aTenantIsBoundForTheLengthOfACall() {
        UUID tenant = Ids.next();

        assertThat(TenantContext.<UUID, RuntimeException>call(tenant, TenantContext::required))
                .isEqualTo(tenant);
        assertThat(TenantContext.current()).isEmpty();
    }

    @Test
    void anInnerCallHidesTheOuterTenantAndGivesItBack() {
        UUID outer = Ids.next();
        UUID inner = Ids.next();

        TenantContext.run(
                outer,
                () -> {
                    TenantContext.run(
                            inner, () -> assertThat(TenantContext.required()).isEqualTo(inner));
                    assertThat(TenantContext.required()).isEqualTo(outer);
                });
    }

    @Test
    void withoutATenantThereIsNoWork() {
        assertThatThrownBy(TenantContext::required)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no tenant");
    }

    @Test
    void aSignatureHoldsForOneTenantOnOneConnection() {
        UUID tenant = Ids.next();

        assertThat(binding.sign(tenant, 7))
                .matches("[0-9a-f]{64}")
                .isEqualTo(binding.sign(tenant, 7));
        assertThat(binding.sign(tenant, 8)).isNotEqualTo(binding.sign(tenant, 7));
        assertThat(binding.sign(Ids.next(), 7)).isNotEqualTo(binding.sign(tenant, 7));
    }
}
