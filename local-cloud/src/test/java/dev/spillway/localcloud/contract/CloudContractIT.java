package dev.spillway.localcloud.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.TestCloud;
import org.junit.jupiter.api.Test;

@CloudTest
class CloudContractIT {

    @Test
    void works(TestCloud cloud) throws Exception {
        try (var c = cloud.database().connect()) {
            assertThat(c.isValid(1)).isTrue();
        }
        cloud.sqs().sendMessage(s -> s.queueUrl(cloud.queues().main()).messageBody("hello"));
        assertThat(cloud.sqs().receiveMessage(r -> r.queueUrl(cloud.queues().main())).messages())
                .hasSize(1);
    }
}
