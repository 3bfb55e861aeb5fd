package dev.spillway.worker.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormTest {

    private static Fields parse(String form) throws UnreadablePayloadException {
        return Form.parse(form);
    }

    @Test
    void bracketsNest() throws Exception {
        Fields form =
                parse("data[merges][FNAME]=Ana+%26+Bo&data[email]=a%40b.c&type=x&empty=&=y&z");

        assertThat(form.text("data", "merges", "FNAME")).contains("Ana & Bo");
        assertThat(form.text("data", "email")).contains("a@b.c");
        assertThat(form.text("type")).contains("x");
        assertThat(form.text("empty")).isEmpty();
    }

    @Test
    void whatContradictsItselfKeepsWhatCameFirst() throws Exception {
        Fields form = parse("a=1&a=2&a[b]=3&c[d]=4&c=5");

        assertThat(form.text("a")).contains("1");
        assertThat(form.text("c", "d")).contains("4");
    }

    @Test
    void neitherDepthNorNumberIsUnbounded() throws Exception {
        String many =
                IntStream.range(0, 5000)
                        .mapToObj(i -> "f" + i + "=1")
                        .collect(Collectors.joining("&"));

        assertThat(parse(many).node().size()).isEqualTo(1000);
        assertThat(parse("a" + "[b]".repeat(100_000) + "=1").node().size()).isZero();
    }

    @Test
    void brokenEscapeIsUnreadable() {
        assertThatThrownBy(() -> parse("a=%zz")).isInstanceOf(UnreadablePayloadException.class);
    }
}
