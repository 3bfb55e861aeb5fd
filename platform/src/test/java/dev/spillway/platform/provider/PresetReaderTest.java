package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad entry ends the start-up, and the message names it. */
class PresetReaderTest {

    private static final String ENTRY =
            """
            {"id": "acme", "name": "Acme", "category": "crm", "docs": "https://acme.example/webhooks",
             "authentication": {"scheme": "hmac", "algorithm": "sha256", "encoding": "hex",
                                "template": "{body}", "header": "X-Acme"},
             "credentials": [{"name": "secret", "label": "Secret", "secret": true, "required": true}],
             "identity": {"pointers": ["/id"], "horizonHours": 24},
             "setup": ["Send to {{ingestUrl}}."]}
            """;

    @Test
    void anEntryIsAllThatAPresetNeeds() {
        Preset acme = read("acme", ENTRY);

        assertThat(acme.name()).isEqualTo("Acme");
        assertThat(acme.category()).isEqualTo(Category.CRM);
        assertThat(acme.category().id()).isEqualTo("crm");
        assertThat(acme.scheme().name()).isEqualTo("hmac-sha256");
        assertThat(acme.response().isStandard()).isTrue();
        assertThat(acme.settings())
                .extracting(SettingField::name)
                .containsExactly(
                        "identity",
                        "allowedAddresses",
                        "quarantine",
                        "mapping",
                        "responseStatus",
                        "responseType",
                        "responseBody");
    }

    @Test
    void aVendorMayWantAnotherAnswer() {
        Preset acme =
                read(
                        "acme",
                        ENTRY.replace(
                                "\"setup\"",
                                "\"response\": {\"status\": 204, \"body\": \"\"}, \"setup\""));

        assertThat(acme.response()).isEqualTo(new PresetResponse(204, null, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"setup\"                 | \"steps\"                        | steps",
                "\"name\"                  | \"nom\"                          | name is missing",
                "\"id\": \"acme\"          | \"id\": \"acne\"                 | its id is acne",
                "\"id\": \"acme\",         | `` | id is missing",
                "\"id\": \"acme\",         | \"id\": \"acme\", \"id\": \"a\", | Duplicate",
                "\"crm\"                   | \"garden\"                       | garden",
                "\"hmac\"                  | \"hmca\"                         | authentication.scheme",
                "\"sha256\"                | \"md5\"                          | authentication.algorithm is one of sha1, sha256, sha384, sha512",
                "\"X-Acme\"                | \"X Acme:\"                      | authentication.header",
                "\"header\"                | \"headre\"                       | authentication.header is required",
                "\"header\"                | \"colour\": \"red\", \"header\"  | authentication.colour is not a parameter",
                "{body}                    | {bodie}                          | authentication.template",
                "[\"/id\"]                 | [\"id\"]                         | id",
                "\"pointers\"              | \"messageId\": true, \"pointers\"| one place",
                "24                        | 0                                | horizonHours",
                "\"name\": \"secret\"      | \"name\": \"token\"              | does not read token",
                "\"identity\"              | \"handshake\": \"secret\", \"identity\" | handshake: secret",
                "\"identity\"              | \"variants\": [{\"setting\": \"version\", \"value\": \"v1\", \"authentication\": {\"scheme\": \"none\"}}], \"identity\" | no setting version",
                "\"{body}\"                | \"{url}\"                        | authentication.template",
                "\"{body}\"                | \"{body}\", \"covers\": \"url\"    | authentication.covers",
                "\"identity\"              | \"toleranceSeconds\": 0, \"identity\" | toleranceSeconds",
                "\"identity\"              | \"settings\": [{\"name\": \"a\", \"label\": \"A\", \"kind\": \"choice\"}], \"identity\" | choices",
            })
    void aBadEntryIsNamedTogetherWithItsFault(String part, String instead, String fault) {
        assertThat(ENTRY).contains(part);

        assertThatThrownBy(() ->
                        read(
                                "acme",
                                ENTRY.replaceFirst(
                                        Pattern.quote(part), Matcher.quoteReplacement(instead))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Preset acme: ")
                .hasMessageContaining(fault);
    }

    /** What a setting chooses is read as strictly as what holds without it. */
    @Test
    void aVariantIsReadWhenTheEntryIs() {
        String variant =
                """
                "settings": [{"name": "version", "label": "Version", "kind": "choice", "choices": ["v1", "v2"]}],
                "variants": [{"setting": "version", "value": "v1",
                              "authentication": {"scheme": "digest", "template": "{body}", "header": "X-Old"}}],
                "identity\"\
                """;
        Preset acme = read("acme", ENTRY.replace("\"identity\"", variant));

        assertThat(acme.keepsHeader("X-Old")).isTrue();
        assertThat(acme.keepsHeader("X-Acme")).isTrue();
        assertThatThrownBy(() ->
                        read(
                                "acme",
                                ENTRY.replace("\"identity\"", variant)
                                        .replace("\"digest\"", "\"digset\"")))
                .hasMessageContaining("authentication.scheme");
    }

    @Test
    void whatIsNoJsonIsNamedToo() {
        assertThatThrownBy(() -> read("acme", "{")).hasMessageStartingWith("Preset acme: ");
        assertThatThrownBy(() -> read("acme", ENTRY + "x")).hasMessageStartingWith("Preset acme: ");
        assertThatThrownBy(() -> read("acme", "null")).hasMessageStartingWith("Preset acme: ");
    }

    private static Preset read(String id, String json) {
        return PresetReader.read(
                id, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
