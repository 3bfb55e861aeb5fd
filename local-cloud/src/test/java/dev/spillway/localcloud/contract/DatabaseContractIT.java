package dev.spillway.localcloud.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.localcloud.junit.Backend;
import dev.spillway.localcloud.junit.CloudTest;
import dev.spillway.localcloud.junit.Part;
import dev.spillway.localcloud.junit.TestCloud;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatabaseContractIT {

    @Nested
    @CloudTest(parts = Part.DATABASE, backend = Backend.EMBEDDED, connectionsMustClose = true)
    class OnEmbedded implements DatabaseContract {

        @Test
        void isMariaDb(TestCloud cloud) {
            assertThat(cloud.database().dialect()).isEqualTo("MariaDB");
            assertThat(cloud.description()).isEqualTo("embedded (MariaDB 11.4.5)");
        }
    }

    @Nested
    @CloudTest(parts = Part.DATABASE, backend = Backend.DOCKER, connectionsMustClose = true)
    class OnDocker implements DatabaseContract {

        @Test
        void isMySql(TestCloud cloud) {
            assertThat(cloud.database().dialect()).isEqualTo("MySQL");
            assertThat(cloud.description()).startsWith("docker (MySQL ");
        }
    }
}
