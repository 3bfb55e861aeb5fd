package dev.spillway.worker.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whoever he is and wherever he stands: afterwards he is gone, and all else is as it was. */
class TextRewriterPropertyTest {

    private static final List<UnaryOperator<String>> SPELLINGS =
            List.of(
                    address -> address,
                    address -> address.toUpperCase(Locale.ROOT),
                    address -> "Somebody <" + address + ">",
                    address -> "https://x.example/?e=" + encoded(address),
                    address -> "https://x.example/?u=" + encoded("/o?e=" + encoded(address)),
                    address -> base64("to: " + address),
                    address -> "https://x.example/?d=" + encoded(base64("?>~ " + address)),
                    address -> JsonMapper.shared().writeValueAsString(List.of(address)),
                    address -> address.replace("@", "&#64;"));

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> local =
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withCharRange('0', '9')
                        .withChars("._+-")
                        .ofMinLength(1)
                        .ofMaxLength(12)
                        .map(text -> "a" + text.replace("..", "") + "z");
        Arbitrary<String> domain =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        return Combinators.combine(local, domain)
                .as((name, host) -> name + "@" + host + ".example");
    }

    @Provide
    Arbitrary<Integer> spellings() {
        return Arbitraries.integers().between(0, SPELLINGS.size() - 1);
    }

    @Property(tries = 300)
    void heIsGoneAndTheRestIsAsItWas(
            @ForAll("addresses") String his,
            @ForAll("addresses") String others,
            @ForAll("spellings") int spelling,
            @ForAll String anything,
            @ForAll double number) {
        if (his.equals(others)) {
            return;
        }
        String written = SPELLINGS.get(spelling).apply(his);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("his", written).put("others", others).put("number", number);
        json.put("anything", anything);
        json.putArray("list").add(others).addNull().add(written).add(true);

        String rewritten = Somebody.without(his).rewrite(json.toString());

        JsonNode read = JsonMapper.shared().readTree(rewritten);
        assertThat(readings(read.get("his").stringValue())).noneMatch(text -> text.contains(his));
        assertThat(read.get("others")).isEqualTo(json.get("others"));
        assertThat(read.get("anything")).isEqualTo(json.get("anything"));
        assertThat(read.get("number").doubleValue()).isEqualTo(number);
        assertThat(read.get("list").get(0)).isEqualTo(json.get("others"));
        assertThat(read.get("list").get(3).booleanValue()).isTrue();
        assertThat(Somebody.without(his).rewrite(rewritten)).isEqualTo(rewritten);
    }

    /** All that somebody could make of it, without the code under test. */
    private static List<String> readings(String text) {
        String once = text.contains("%") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
        String twice = once.contains("%") ? URLDecoder.decode(once, StandardCharsets.UTF_8) : once;
        String token = once.substring(once.indexOf("?d=") < 0 ? 0 : once.indexOf("?d=") + 3);
        String mime =
                token.matches("[A-Za-z0-9+/]+={0,2}")
                        ? new String(
                                Base64.getMimeDecoder().decode(token), StandardCharsets.ISO_8859_1)
                        : text;
        return Stream.of(text, once, twice, mime)
                .map(read -> read.replace("&#64;", "@").toLowerCase(Locale.ROOT))
                .toList();
    }

    @Property(tries = 500)
    void whereHeIsNotNothingChanges(@ForAll String anything) {
        assertThat(Somebody.without("ana@x.example").rewrite(anything)).isEqualTo(anything);
        assertThat(Somebody.without("ana@x.example").rewriteForm(anything)).isEqualTo(anything);
    }
}
