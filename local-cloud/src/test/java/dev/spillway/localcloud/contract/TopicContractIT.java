package dev.spillway.localcloud.contract;

import dev.spillway.localcloud.junit.Backend;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import org.junit.jupiter.api.Nested;

class TopicContractIT {

    @Nested
    @CloudTest(
            parts = {Part.QUEUES, Part.TOPICS},
            backend = Backend.EMBEDDED)
    class OnEmbedded implements TopicContract {}

    @Nested
    @CloudTest(
            parts = {Part.QUEUES, Part.TOPICS},
            backend = Backend.DOCKER)
    class OnDocker implements TopicContract {}
}
