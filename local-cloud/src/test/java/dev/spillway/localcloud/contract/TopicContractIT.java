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
    class OnEmbedded implements TopicContract, FanOutContract {}

    /** Where LocalStack is poorer than SNS, said here and nowhere else. */
    @Nested
    @CloudTest(
            parts = {Part.QUEUES, Part.TOPICS},
            backend = Backend.DOCKER)
    class OnDocker implements TopicContract, FanOutContract {

        @Override
        public boolean countsSubscriptions() {
            return false;
        }

        @Override
        public boolean matchesBareNumbersToAttributes() {
            return false;
        }

        @Override
        public boolean deletesSubscriptionsWithTheirTopic() {
            return false;
        }
    }
}
