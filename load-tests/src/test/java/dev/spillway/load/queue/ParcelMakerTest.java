package dev.spillway.load.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.load.stand.Tenant;
import dev.spillway.load.traffic.SignedWebhooks.Target;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ParcelMakerTest {

    private static final Tenant TENANT =
            new Tenant(
                    Ids.next(),
                    Ids.next(),
                    "a@bench.example",
                    "token",
                    new Target(
                            URI.create("http://127.0.0.1:1/in/key"),
                            PresetCatalogue.standard()
                                    .find("none")
                                    .orElseThrow()
                                    .signer(Credentials.none(), Map.of())));

    @ParameterizedTest
    @CsvSource({"1, 300", "10, 150"})
    void aParcelIsWhatTheWorkerReadsAndFitsAMessage(int events, int webhooks) {
        ParcelMaker maker = new ParcelMaker(new Shape(events, webhooks), new SplittableRandom(1));

        ParcelMaker.Packed packed = maker.pack(TENANT, webhooks);
        Parcel parcel = ParcelCodec.decode(packed.text());

        assertThat(packed.text().length()).isLessThan(ParcelCodec.MAX_MESSAGE_BYTES);
        assertThat(parcel.tenantId()).isEqualTo(TENANT.id());
        assertThat(parcel.webhooks())
                .hasSize(webhooks)
                .extracting(Webhook::id)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(packed.webhooks());
        assertThat(parcel.webhooks())
                .allSatisfy(webhook -> {
                    assertThat(webhook.sourceId()).isEqualTo(TENANT.sourceId());
                    assertThat(webhook.receivedAt()).isEqualTo(Ids.madeAt(webhook.id()));
                    assertThat(JsonMapper.shared().readTree(webhook.body()).size())
                            .isEqualTo(events);
                });
    }
}
