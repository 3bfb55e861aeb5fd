package dev.spillway.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.signature.Verdict.Reason;
import org.junit.jupiter.api.Test;

class VerdictTest {

    /** Clients rely on them. */
    @Test
    void reasonsAreTheCodesOfTheHttpSurface() {
        assertThat(Reason.values())
                .extracting(Reason::code)
                .containsExactly(
                        "signature_missing",
                        "signature_invalid",
                        "timestamp_outside_tolerance",
                        "credentials_invalid",
                        "address_not_allowed");
    }
}
