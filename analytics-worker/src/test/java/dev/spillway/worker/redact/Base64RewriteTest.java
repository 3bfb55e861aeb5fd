package dev.spillway.worker.redact;

import static dev.spillway.worker.redact.People.REDACTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In base64 he is found behind whatever escapes and in whatever lines it stands. */
class Base64RewriteTest {

    private static final String ANA = "ana@x.example";

    private static final String QUOTED = "Content-Transfer-Encoding: quoted-printable\r\n\r\n";

    /** Its base64 has a plus, a slash and padding, before he is taken out of it and afterwards. */
    private static final String SAID = "{\"e\":\"ana@x.example\",\"s\":\"~~~>>>???~~~>>>???\"}";

    /** A line of mail, of 76 characters in base64, that ends in the middle of his address. */
    private static final String LINE = "He wrote, and so did the others who were there then: ana@";

    private final TextRewriter rewriter = Somebody.without(ANA);

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mime(String text) {
        return mime(76, text);
    }

    private static String mime(int length, String text) {
        return Base64.getMimeEncoder(length, new byte[] {'\r', '\n'})
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String redacted(String text) {
        return text.replace(ANA, REDACTED);
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String spelt(String base64, String plus, String slash, String equals) {
        return base64.replace("=", "\0")
                .replace("+", plus)
                .replace("/", slash)
                .replace("\0", equals);
    }

    /** Each puts base64 where it is escaped, so that it can be read there. */
    static Stream<Arguments> escapes() {
        return Stream.of(
                escape("a link", "see https://x.example/?d=%s&n=1 there", text -> percent(text)),
                escape("in lower case", "/r?d=%s", text -> spelt(text, "%2b", "%2f", "%3d")),
                escape("a link in a link", "/r?u=%%3Fd%%3D%s", text -> percent(percent(text))),
                escape(
                        "three links",
                        "/r?u=%%253Fd%%25253D%s",
                        text -> percent(percent(percent(text)))),
                escape("a path", "/t/%s/out", text -> percent(text)),
                escape("nothing but its padding", "?d=%s", text -> text.replace("=", "%3D")),
                escape("JSON's", "{no JSON \"%s\"", text -> spelt(text, "\\u002b", "/", "\\u003d")),
                escape("its short one", "{no JSON \"a\\n%s\"", text -> text.replace("/", "\\/")),
                escape(
                        "JSON in JSON",
                        "{no JSON \"{\\\"d\\\":\\\"%s\\\"}\"",
                        text -> spelt(text, "\\\\u002B", "\\\\\\/", "\\\\u003D")),
                escape("HTML's", "<a d=\"%s\">", text -> spelt(text, "&#43;", "&#47;", "&#61;")),
                escape("quoted-printable", QUOTED + "d:%s=20", text -> text.replace("=", "=3D")),
                escape("without a header", "<a href=3D\"/r?d=3D%s\">", t -> t.replace("=", "=3D")),
                escape("a link in a mail", QUOTED + "/r?d=3D%s&n", text -> percent(text)),
                escape("JSON's text", "{\"u\":\"/r?d=%s\"}", text -> percent(text)));
    }

    private static Arguments escape(String name, String text, UnaryOperator<String> escaped) {
        return arguments(name, text, escaped);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("escapes")
    void heIsFoundBehindEscapesWhichStay(String name, String text, UnaryOperator<String> escaped) {
        assertThat(base64(SAID)).as(name).contains("+", "/", "=");
        assertThat(base64(redacted(SAID))).contains("+", "/", "=");

        String rewritten = rewriter.rewrite(text.formatted(escaped.apply(base64(SAID))));

        assertThat(rewritten).isEqualTo(text.formatted(escaped.apply(base64(redacted(SAID)))));
    }

    @Test
    void aCharacterThatNeedsNoEscapeMayHaveOne() {
        StringBuilder escaped = new StringBuilder();
        base64(SAID).chars().forEach(c -> escaped.append('%').append(Integer.toHexString(c)));

        assertThat(percentUndone(rewriter.rewrite("?d=" + escaped + "&n")))
                .isEqualTo("?d=" + base64(redacted(SAID)) + "&n");
    }

    private static String percentUndone(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Test
    void whatHadNothingToEscapeIsEscapedWhereItHasNow() {
        String plain = "ana@x.example 12~1";
        assertThat(base64(plain)).doesNotContain("+", "/", "=");
        assertThat(base64(redacted(plain))).contains("+", "=");

        assertThat(rewriter.rewriteForm("d=" + base64(plain)))
                .isEqualTo("d=" + percent(base64(redacted(plain))));
        for (String mail : List.of(QUOTED + "d:", QUOTED + "d:=\r\n")) {
            assertThat(rewriter.rewrite(mail + base64(plain)))
                    .isEqualTo(QUOTED + "d:" + base64(redacted(plain)).replace("=", "=3D"));
        }
    }

    /** A browser's form, in which a vendor's JSON has a mail with a part in base64. */
    @Test
    void aFormsValuesAreReadAsWhatTheyAre() {
        String mail =
                "Content-Transfer-Encoding: base64\r\n\r\n" + mime(SAID + SAID) + "\r\n--x\r\n";
        String json = JsonMapper.shared().writeValueAsString(List.of(mail, 491701234567L, "é"));
        String form = "a=%c3%a9%20b&events=" + percent(json) + "&token=1%2b1";

        String rewritten = Somebody.without(ANA, "+491701234567").rewriteForm(form);

        assertThat(rewritten).startsWith("a=%c3%a9%20b&events=").endsWith("&token=1%2b1");
        String events = rewritten.replaceAll(".*&events=(.*)&token=.*", "$1");
        JsonNode read =
                JsonMapper.shared().readTree(URLDecoder.decode(events, StandardCharsets.UTF_8));
        assertThat(read.get(0).stringValue())
                .isEqualTo(mail.replace(mime(SAID + SAID), mime(redacted(SAID + SAID))));
        assertThat(read.get(1).stringValue()).isEqualTo(REDACTED);
        assertThat(read.get(2).stringValue()).isEqualTo("é");
    }

    @Test
    void aFormThatIsNotInUtf8KeepsItsBytes() {
        String form = "t=caf%E9+" + percent(base64(SAID)) + "&b=%;" + percent(base64(SAID));

        assertThat(rewriter.rewriteForm(form))
                .isEqualTo(form.replace(percent(base64(SAID)), percent(base64(redacted(SAID)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 64, 72, 76})
    void inLinesHeIsFoundWhereOneEndsInHim(int length) {
        String text = "x".repeat(length / 4 * 3 - 5) + " " + ANA + " and so on";

        for (String behind : List.of("", "\r\n", "\r\n\r\n--x--", "\r\nHello there", "\r\nHello")) {
            assertThat(rewriter.rewrite("Subject: x\r\n\r\n" + mime(length, text) + behind))
                    .as(behind)
                    .isEqualTo("Subject: x\r\n\r\n" + mime(length, redacted(text)) + behind);
        }
    }

    /** Only full lines: nothing but what they decode to says that the next one is another text. */
    @ParameterizedTest
    @ValueSource(strings = {"Hello", "Hello there", "https", "0123456789abcdef"})
    void whatStandsBehindFullLinesIsNotTheirs(String next) {
        assertThat(LINE + "x.example").contains(ANA);
        String full = LINE + "x.example" + "!".repeat(57 - "x.example".length());
        assertThat(mime(full)).hasSize(2 * 76 + 2);

        assertThat(rewriter.rewrite(mime(full) + "\r\n" + next))
                .isEqualTo(mime(redacted(full)) + "\r\n" + next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "Hello there", "0123456789abcdef", "x"})
    void aLongLineIsATextOfItsOwnToo(String next) {
        String said = "a".repeat(40) + " ana@x.example ~ ";
        assertThat(base64(said)).hasSizeGreaterThan(60).doesNotContain("=");

        assertThat(rewriter.rewrite(base64(said) + "\n" + next + "\n" + base64("to " + ANA)))
                .isEqualTo(base64(redacted(said)) + "\n" + next + "\n" + base64("to " + REDACTED));
    }

    @Test
    void aLineThatIsAsLongMayStandInFront() {
        String sum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        String text = "x".repeat(46) + " " + ANA + " and so on";

        assertThat(rewriter.rewrite(sum + "\n" + mime(64, text).replace("\r", "")))
                .isEqualTo(sum + "\n" + mime(64, redacted(text)).replace("\r", ""));
    }

    /** As one text there would be "ana@x.exampleand". */
    @Test
    void textsOfOneLengthBelowEachOtherAreReadOneByOne() {
        String said = "b".repeat(46) + " " + ANA;
        String next = base64("and nobody else in all of this other text, is there, no.....");
        assertThat(base64(said)).hasSameSizeAs(next).doesNotContain("=");

        assertThat(rewriter.rewrite(base64(said) + "\n" + next))
                .isEqualTo(base64(redacted(said)) + "\n" + next);
    }

    /** A shorter line ends a text, a longer one begins another. */
    @Test
    void aLongerLineIsAnotherText() {
        String one = "c".repeat(33) + " ana@x.example ";
        String other = "x".repeat(80) + " ana@x.example ";
        assertThat(base64(one)).hasSize(64);

        assertThat(rewriter.rewrite(base64(one) + "\n" + base64(other)))
                .isEqualTo(base64(redacted(one)) + "\n" + base64(redacted(other)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=="})
    void paddingThatIsNotRightHidesNothing(String padding) {
        String unpadded = base64(ANA).replace("=", "");

        assertThat(rewriter.rewrite("d:" + unpadded + padding))
                .startsWith("d:" + base64(REDACTED).replace("=", ""));
    }

    /** What one part of a mail says of itself does not hold for the next. */
    @Test
    void aPartInBase64BesideOneInQuotedPrintableKeepsItsPadding() {
        for (String said : List.of("x " + ANA, "for " + ANA, SAID + SAID, SAID + SAID + SAID)) {
            String mail = QUOTED + "=C3=A9\r\n--x\r\n\r\n%s\r\n--x--";

            assertThat(rewriter.rewrite(mail.formatted(mime(said))))
                    .isEqualTo(mail.formatted(mime(redacted(said))));
        }
    }

    /** Also where it is as long as one that the sign at its end would pad. */
    @Test
    void aLineOfAMailGoesOnInTheNext() {
        String begin = QUOTED + "/r?d=3D";
        String link = begin + base64(SAID).replace("=", "=3D") + "&n";
        for (int at = begin.length(); at < begin.length() + 60; at++) {
            String broken = new StringBuilder(link).insert(at, "=\r\n").toString();

            assertThat(rewriter.rewrite(broken))
                    .isEqualTo(begin + base64(redacted(SAID)).replace("=", "=3D") + "&n");
        }
    }

    @Test
    void whoIsSomebodyElseIsNotTouched() {
        String other = SAID.replace("ana", "joana");
        for (String text :
                List.of(
                        "/r?d=" + percent(base64(other)),
                        QUOTED + "d=3D" + base64(other).replace("=", "=3D"),
                        mime(other + other + other) + "\r\nHello")) {
            assertThat(rewriter.rewrite(text)).isEqualTo(text);
            assertThat(rewriter.rewriteForm(text)).isEqualTo(text);
        }
    }
}
