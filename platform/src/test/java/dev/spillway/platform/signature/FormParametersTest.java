package dev.spillway.platform.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormParametersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "b=2&a=1      | a1b2",
                "a=1&a=1&a=0  | a0a1",
                "B=1&a=2      | B1a2",
                "a=b=c        | ab=c",
                "a&b=&=c      | cab",
                "a=x+y%20z    | ax y z",
                "a=%&b=%4&c=% | a%b%4c%",
                "a=%zz%41     | a%zzA",
                "&&           | ``",
            })
    void joinsNamesAndValuesInOrder(String form, String joined) {
        assertThat(new String(FormParameters.concatenated(form.getBytes(UTF_8)), UTF_8))
                .isEqualTo(joined);
    }

    @Test
    void escapesStandForBytesAndNotForCharacters() {
        assertThat(FormParameters.concatenated("a=%C3%A9%ff%00".getBytes(UTF_8)))
                .isEqualTo("a\u00c3\u00a9\u00ff\u0000".getBytes(ISO_8859_1));
    }

    @Test
    void aFormOfMoreFieldsThanAnybodyPostsIsLeftAsItIs() {
        byte[] many = "b=1&a=1&".repeat(600).getBytes(UTF_8);

        assertThat(FormParameters.concatenated(many)).isSameAs(many);
    }

    @Test
    void aQueryIsSortedAsItCame() {
        assertThat(new String(FormParameters.sortedQuery("b=%20&a=x+y"), UTF_8))
                .isEqualTo("a=x+y&b=%20");
        assertThat(FormParameters.sortedQuery("")).isEmpty();
    }

    @Property
    void noBytesMakeItThrow(@ForAll byte[] form, @ForAll @StringLength(max = 40) String query) {
        assertThatCode(() -> FormParameters.concatenated(form)).doesNotThrowAnyException();
        assertThatCode(() -> FormParameters.sortedQuery(query)).doesNotThrowAnyException();
    }
}
