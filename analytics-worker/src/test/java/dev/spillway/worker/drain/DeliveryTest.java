package dev.spillway.worker.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.WebhookBuilder;
import dev.spillway.worker.turn.Lane;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final int BODY = 100_000;

    /** Else a parcel that is stored in parts would be paid for whole with each of them. */
    @Test
    void onlyWhatRemainsIsWork() {
        Webhook first = webhook();
        Webhook second = webhook();
        Delivery delivery = delivery(first, second);
        assertThat(delivery.work()).isGreaterThan(2 * BODY);

        delivery.remains(parcel(second));

        assertThat(delivery.work()).isEqualTo(BODY);
    }

    private static Delivery delivery(Webhook... webhooks) {
        return DeliveryFixture.of(Lane.MAIN, ParcelCodec.encode(parcel(webhooks)));
    }

    private static Parcel parcel(Webhook... webhooks) {
        return new Parcel(Ids.next(), Ids.next(), List.of(webhooks));
    }

    private static Webhook webhook() {
        return new WebhookBuilder(Ids.next(), "stripe").body(new byte[BODY]).build();
    }
}
