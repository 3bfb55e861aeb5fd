package dev.spillway.worker.redact;

import static dev.spillway.worker.redact.People.REDACTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** He is found however he is written, and nobody else is touched. */
class TextRewriterTest {

    private static final String ANA = "ana@x.example";

    private final TextRewriter rewriter = Somebody.without(ANA, "+49 170 1234567");

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                arguments("ana@x.example", REDACTED),
                arguments("Ana@X.Example", REDACTED),
                arguments("Ana B <ana@x.example>, bob@x.example", "Ana B <*>, bob@x.example"),
                arguments("mailto:ana@x.example?subject=x", "mailto:*?subject=x"),
                arguments("Write to ana@x.example.", "Write to *."),
                arguments("to=ana@x.example;cc='ana@x.example'", "to=*;cc='*'"),
                arguments("-ana@x.example", "-*"),
                arguments("/u/ana%40x.example/out", "/u/*/out"),
                arguments("/r?u=%2Fo%3Fe%3Dana%2540x.example%26a", "/r?u=%2Fo%3Fe%3D*%26a"),
                arguments("%61%6e%61%40%78.example", REDACTED),
                arguments("<b>ana&#64;x.example</b>", "<b>*</b>"),
                arguments("&lt;ana&#x40;x&period;example&gt;", "&lt;*&gt;"),
                arguments("{\"a\":\"ana\\u0040x.example\",\"b\":1.0}", "{\"a\":\"*\",\"b\":1.0}"),
                arguments("{\"ana@x.example\": {\"n\": 2}}", "{\"*\": {\"n\": 2}}"),
                arguments("{\"to\":491701234567,\"n\":1234567}", "{\"to\":\"*\",\"n\":1234567}"),
                arguments(
                        "{\"m\":\"{\\\"e\\\":\\\"ana@x.example\\\"}\"}",
                        "{\"m\":\"{\\\"e\\\":\\\"*\\\"}\"}"),
                arguments(
                        "{\"m\":\"{\\\"e\\\":\\\"ana\\\\u0040x.example\\\"}\"}",
                        "{\"m\":\"{\\\"e\\\":\\\"*\\\"}\"}"),
                arguments(
                        "{\"e\":\"ana@x.example\"}\n{\"e\":\"bob@x.example\"}",
                        "{\"e\":\"*\"}\n{\"e\":\"bob@x.example\"}"),
                arguments("{broken \"ana\\u0040x.example\"", "{broken \"*\""),
                arguments("a line\\nana@x.example", "a line\\n*"),
                arguments("\\u0061\\u006e\\u0061\\u0040\\u0078.example", "*"),
                arguments("ANA%40X.EXAMPLE", REDACTED),
                arguments("/o?u=ana%252540x.example&n", "/o?u=*&n"),
                arguments("{\"to\":\"49-170-1234567\"}", "{\"to\":\"*\"}"),
                arguments("+49.170.1234567", "*"),
                arguments("to=%2B49%20170%201234567", "to=*"),
                arguments("Call +49 170 1234567 now", "Call * now"),
                arguments("Call +49 (170) 123-45 67 now", "Call * now"),
                arguments("tel:00491701234567", "tel:*"),
                arguments("From=%2B491701234567&To=1", "From=*&To=1"),
                arguments(
                        "data:" + base64("hello ana@x.example"),
                        "data:" + base64("hello " + REDACTED)),
                arguments(
                        "{\"data\":\"" + base64("{\"e\":\"ana@x.example\"}") + "\"}",
                        "{\"data\":\"" + base64("{\"e\":\"" + REDACTED + "\"}") + "\"}"),
                arguments(
                        "/t/" + base64("ana@x.example;1") + "/x",
                        "/t/" + base64(REDACTED + ";1") + "/x"),
                arguments(
                        "Content-Transfer-Encoding: quoted-printable\r\n\r\nan=\r\na=40x.example=20",
                        "Content-Transfer-Encoding: quoted-printable\r\n\r\n*=20"));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void heIsFoundHoweverHeIsWritten(String text, String redacted) {
        assertThat(rewriter.rewrite(text)).isEqualTo(redacted.replace("*", REDACTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "joana@x.example",
                "jo-ana@x.example",
                "jo.ana@x.example",
                "ana+news@x.example",
                "news+ana@x.example",
                "ana@x.example.com",
                "ana@ax.example",
                "ana@x-example.com",
                "ana at x.example",
                "4491701234567",
                "+49 170 12345678",
                "a491701234567",
                "id_491701234567",
                "170 1234567",
                "%",
                "&#xFFFFFFFF;",
                "\\u12",
                "@@@@",
                "ana@",
                "@x.example"
            })
    void whoIsSomebodyElseIsNotTouched(String text) {
        assertThat(rewriter.rewrite(text)).isEqualTo(text);
        assertThat(rewriter.rewriteForm("a=1&e=" + text.replace("&", "%26").replace("+", "%2B")))
                .doesNotContain(REDACTED);
    }

    @Test
    void aNumberWithAFractionIsNobodys() {
        assertThat(rewriter.rewrite("{\"n\":49170123456.7}")).isEqualTo("{\"n\":49170123456.7}");
    }

    @Test
    void aFormsPlusIsABlank() {
        assertThat(rewriter.rewriteForm("text=write+to+ana%40x.example+now&n=1"))
                .isEqualTo("text=write+to+" + REDACTED + "+now&n=1");
        assertThat(rewriter.rewriteForm("payload=%7B%22e%22%3A%22ana%40x.example%22%7D"))
                .isEqualTo("payload=%7B%22e%22%3A%22" + REDACTED + "%22%7D");
    }

    @Test
    void anIdThatIsNoAddressIsFoundWhereItIsTheWholeValue() {
        TextRewriter byId = Somebody.without("user-8812");

        assertThat(byId.rewrite("{\"id\":\"user-8812\",\"t\":\"user-88120\"}"))
                .isEqualTo("{\"id\":\"" + REDACTED + "\",\"t\":\"user-88120\"}");
        assertThat(byId.rewriteForm("id=user-8812&o=user-88120"))
                .isEqualTo("id=" + REDACTED + "&o=user-88120");
    }

    @Test
    void whatWouldBeAPatternIsAnAddressLikeAnother() {
        String odd = "a.*+(x|y)?^$@x.example";

        assertThat(Somebody.without(".*@x.example").rewrite("ana@x.example"))
                .isEqualTo("ana@x.example");
        assertThat(Somebody.without("a.*+?^$@x.example").rewrite("to a.*+?^$@x.example!"))
                .isEqualTo("to " + REDACTED + "!");
        assertThat(Somebody.without(odd).rewrite("{\"e\":\"" + odd + "\"}"))
                .isEqualTo("{\"e\":\"" + REDACTED + "\"}");
    }

    @Test
    void anAddressMayBeInAnyAlphabetAndAsLongAsTheyGet() {
        String greek = "μαρία@παράδειγμα.example";
        String longest = "l".repeat(64) + "@" + "d".repeat(60) + ".example";

        assertThat(Somebody.without(greek).rewrite("<" + greek.toUpperCase(Locale.ROOT) + ">"))
                .isEqualTo("<" + REDACTED + ">");
        assertThat(
                        Somebody.without(greek)
                                .rewrite("%CE%BC%CE%B1%CF%81%CE%AF%CE%B1@παράδειγμα.example"))
                .isEqualTo(REDACTED);
        assertThat(Somebody.without(longest).rewrite("x " + longest)).isEqualTo("x " + REDACTED);
    }

    @Test
    void aDomainIsFoundInPunycodeAndAsPeopleReadIt() {
        TextRewriter byName = Somebody.without("ana@bücher.example");
        TextRewriter byPunycode = Somebody.without("ana@xn--bcher-kva.example");

        for (TextRewriter each : List.of(byName, byPunycode)) {
            assertThat(each.rewrite("to ana@bücher.example, ana@XN--bcher-kva.example"))
                    .isEqualTo("to " + REDACTED + ", " + REDACTED);
        }
        assertThat(Somebody.without("rené@x.example").rewrite("<rene\u0301@x.example>"))
                .isEqualTo("<" + REDACTED + ">");
    }

    /** Long texts are looked through in pieces: nobody is overlooked or made of another there. */
    @Test
    void whereAPieceEndsNothingChanges() {
        String both = "joana@x.example ana%40x.example ana@x.example.com ";
        for (int at = 65_536 - both.length(); at <= 65_536; at++) {
            String before = "x ".repeat(at).substring(0, at - 1) + " ";

            assertThat(rewriter.rewrite(before + both + "y".repeat(9_000)))
                    .isEqualTo(
                            before + both.replace("ana%40x.example", REDACTED) + "y".repeat(9_000));
        }
    }

    /** A megabyte of what looks like the beginning of something must not hold a worker up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=@",
                "1 ",
                "12 ",
                "\\",
                "%4",
                "[",
                "{\"",
                "YW5h",
                "a.b@c.d ",
                "&#6",
                "/",
                "%2F/",
                "YW5h%2B"
            })
    void nothingTakesForever(String piece) {
        String text = piece.repeat(500_000 / piece.length());

        assertTimeout(Duration.ofSeconds(30), () -> rewriter.rewriteForm(text));
    }
}
