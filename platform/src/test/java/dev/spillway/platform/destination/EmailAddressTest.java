package dev.spillway.platform.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana@example.com",
                "ana.b+alerts@mail.example.co.uk",
                "o'neil@example.com",
                "A_B-c@xn--bcher-kva.example",
            })
    void anAddressAsPeopleHaveItIsTaken(String address) {
        assertThat(EmailAddress.parse(address).text()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "@example.com",
                "ana@",
                "ana@localhost",
                "ana@127.0.0.1",
                "ana@[127.0.0.1]",
                "ana@example.com\r\nBcc: eve@evil.example",
                "ana@example.com\n",
                "ana\r\n@example.com",
                "ana@example.com,eve@evil.example",
                "ana@example.com eve@evil.example",
                "Ana <ana@example.com>",
                "\"ana\"@example.com",
                "ana@evil.example@example.com",
                "ana..b@example.com",
                ".ana@example.com",
                "ana@-example.com",
                "ana@example..com",
                "ana@exam ple.com",
                "añá@example.com",
                "ana\u0000@example.com",
            })
    void whatIsNoneOrMoreThanOneIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse(text))
                .withMessage("must be an address such as ana@example.com");
    }

    @Test
    void lengthIsBounded() {
        String longest = "a".repeat(64) + "@" + "b".repeat(60) + "." + "c".repeat(60) + ".example";
        assertThat(EmailAddress.parse(longest).text()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.parse("a" + longest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse("a@" + "b.".repeat(130) + "example"));
    }

    @Test
    void itIsPrintedMasked() {
        assertThat(EmailAddress.parse("ana@example.com")).hasToString("a•••@example.com");
    }
}
