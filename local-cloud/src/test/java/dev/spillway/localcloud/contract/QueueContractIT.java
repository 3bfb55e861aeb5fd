package dev.spillway.localcloud.contract;

import dev.spillway.localcloud.junit.Backend;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import org.junit.jupiter.api.Nested;

class QueueContractIT {

    /** Where ElasticMQ is more generous than SQS, said here and nowhere else. */
    @Nested
    @CloudTest(parts = Part.QUEUES, backend = Backend.EMBEDDED)
    class OnEmbedded implements QueueContract {

        @Override
        public boolean countsBytes() {
            return false;
        }

        @Override
        public boolean hasRetention() {
            return false;
        }
    }

    @Nested
    @CloudTest(parts = Part.QUEUES, backend = Backend.DOCKER)
    class OnDocker implements QueueContract {}
}
