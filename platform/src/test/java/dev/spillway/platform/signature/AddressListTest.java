package dev.spillway.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a list holds, and that no text is taken for more than it says. */
class AddressListTest {

    @ParameterizedTest
    @CsvSource({
        "185.107.232.0/24, 185.107.232.255, true",
        "185.107.232.0/24, 185.107.233.0, false",
        "10.0.0.0/9, 10.127.0.1, true",
        "10.0.0.0/9, 10.128.0.1, false",
        "1.2.3.4, 1.2.3.4, true",
        "1.2.3.4, 1.2.3.5, false",
        "1.2.3.4, ::ffff:1.2.3.4, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::1, 127.0.0.1, false",
        "0.0.0.1/1, 128.0.0.1, false",
    })
    void holdsItsNetworksAndNoMore(String list, String address, boolean contained) {
        assertThat(AddressList.parse(list).contains(address)).isEqualTo(contained);
    }

    @Test
    void takesSeveral() {
        AddressList list = AddressList.parse(" 1.2.3.4,2001:db8::/32\n5.6.0.0/16 ");

        assertThat(list.contains("1.2.3.4")).isTrue();
        assertThat(list.contains("2001:db8::9")).isTrue();
        assertThat(list.contains("5.6.7.8")).isTrue();
        assertThat(list.contains("1.2.3.5")).isFalse();
    }

    /** Other readers take some of these for addresses: octal, short, or by asking for a name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost", "example.com", "1.2.3", "1.2.3.4.5", "1.2.3.256", "0x7f.0.0.1",
                "1.2.3.4/33", "1.2.3.4/0", "::/0", "1.2.3.4/-1", "1.2.3.4/", "1.2.3.4/x",
                        "2001:db8::/129",
                "1.2.3.4 /24", "16909060", ":::"
            })
    void refusesWhatIsNoAddress(String list) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressList.parse(list));
    }

    @Property(tries = 500)
    void noAddressOfASenderThrowsOrPasses(@ForAll String address) {
        assertThat(AddressList.parse("192.0.2.1, 2001:db8::1").contains(address)).isFalse();
    }

    @Test
    void isTheCheckWhereThereIsNoOther() {
        Verifier none = AddressList.parse("192.0.2.0/24").guard((_, _) -> Verdict.UNCHECKED);

        assertThat(none.verify(from("192.0.2.7"), Instant.EPOCH)).isEqualTo(Verdict.VERIFIED);
        assertThat(none.verify(from("192.0.3.7"), Instant.EPOCH))
                .isEqualTo(Verdict.refused(Verdict.Reason.ADDRESS_NOT_ALLOWED));
        assertThat(none.verify(from(""), Instant.EPOCH))
                .isEqualTo(Verdict.refused(Verdict.Reason.ADDRESS_NOT_ALLOWED));
    }

    @Test
    void standsBesideTheCheckWhereThereIsOne() {
        Verdict forged = Verdict.refused(Verdict.Reason.SIGNATURE_INVALID);
        Verifier signed = AddressList.parse("192.0.2.0/24").guard((_, _) -> forged);
        Verifier anywhere = AddressList.any().guard((_, _) -> Verdict.UNCHECKED);

        assertThat(signed.verify(from("192.0.2.7"), Instant.EPOCH)).isEqualTo(forged);
        assertThat(anywhere.verify(from(""), Instant.EPOCH)).isEqualTo(Verdict.UNCHECKED);
    }

    private static SignedRequest from(String address) {
        return new SignedRequest("POST", "", RequestHeaders.none(), new byte[0], address);
    }
}
