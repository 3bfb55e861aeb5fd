package dev.spillway.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SendGridBodiesTest {

    @Test
    void aBodyIsAnArrayOfSoManyEventsNoneOfWhichComesAgain() {
        SendGridBodies bodies = new SendGridBodies(10, new SplittableRandom(1));
        Set<String> ids = new HashSet<>();
        Set<String> kinds = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            JsonNode array = JsonMapper.shared().readTree(bodies.next());
            assertThat(array.isArray()).isTrue();
            assertThat(array.size()).isEqualTo(10);
            array.forEach(event -> {
                ids.add(event.at("/sg_event_id").asString());
                kinds.add(event.at("/event").asString());
            });
        }

        assertThat(ids).hasSize(1000);
        assertThat(kinds).containsExactlyInAnyOrder("delivered", "open", "click", "bounce");
    }
}
