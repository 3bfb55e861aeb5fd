package dev.spillway.worker.redact;

import static dev.spillway.worker.redact.People.REDACTED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies under their codings, and what is too large or does not open. */
class BodyRewriterTest {

    private static final String HIS = "{\"to\":\"ana@x.example\"}";

    private final BodyRewriter bodies = new BodyRewriter(Somebody.without("ana@x.example"));

    private byte[] rewrite(byte[] body, String coding) {
        return bodies.rewrite(body, "application/json", coding);
    }

    @ParameterizedTest
    @EnumSource
    void heIsFoundUnderEachCodingWhichIsKept(Coding coding) {
        byte[] body = coding.deflated(HIS.getBytes(UTF_8));

        byte[] rewritten = rewrite(body, coding.name());

        assertThat(coding.inflated(rewritten))
                .hasValueSatisfying(plain ->
                        assertThat(plain)
                                .asString(UTF_8)
                                .isEqualTo(HIS.replace("ana@x.example", REDACTED)));
    }

    @ParameterizedTest
    @EnumSource
    void anOthersBodyIsTheSameArray(Coding coding) {
        byte[] body = coding.deflated("{\"to\":\"bob@x.example\"}".getBytes(UTF_8));

        assertThat(rewrite(body, coding.name())).isSameAs(body);
    }

    /** 17 MiB of it are 17 KiB: a search that kept them would be what the sender wanted. */
    @ParameterizedTest
    @EnumSource
    void whatInflatesPastItsBoundIsGivenUp(Coding coding) {
        byte[] bomb = coding.deflated(new byte[Coding.MAX_BYTES + 1]);

        assertThat(bomb.length).isLessThan(32 * 1024);
        assertThatThrownBy(() -> rewrite(bomb, coding.name()))
                .isInstanceOf(UnsearchableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "compress", "gzip, br", "gzip"})
    void whatDoesNotOpenIsGivenUp(String coding) {
        byte[] closed = {(byte) 0x8b, (byte) 0xff, 0, 1, 2, 3};

        assertThatThrownBy(() -> rewrite(closed, coding)).isInstanceOf(UnsearchableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip", "identity", ""})
    void aTextThatOnlySaysThatItIsCodedIsReadAsItIs(String coding) {
        assertThat(rewrite(HIS.getBytes(UTF_8), coding))
                .asString(UTF_8)
                .isEqualTo(HIS.replace("ana@x.example", REDACTED));
    }

    @Test
    void whatIsNoTextKeepsEachOfItsBytes() {
        byte[] body = "\0\u00ff ana@x.example \u0080".getBytes(ISO_8859_1);

        assertThat(rewrite(body, ""))
                .isEqualTo(("\0\u00ff " + REDACTED + " \u0080").getBytes(ISO_8859_1));
    }
}
