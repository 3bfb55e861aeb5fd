package dev.spillway.ingestion.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InstancesTest {

    private static LaneProperties named(String name) {
        return new LaneProperties(3, name, Duration.ofSeconds(10), Duration.ofSeconds(1), true);
    }

    @Test
    void areAsConfiguredWithoutAName() {
        try (Instances instances = new Instances(named(""), _ -> new InetAddress[9])) {
            instances.start();

            assertThat(instances.getAsInt()).isEqualTo(3);
        }
    }

    @Test
    void areAsManyAsTheNameHasAddresses() {
        try (Instances instances =
                new Instances(named("doors.internal"), _ -> new InetAddress[5])) {
            assertThat(instances.getAsInt()).isEqualTo(3);

            instances.look();

            assertThat(instances.getAsInt()).isEqualTo(5);
        }
    }

    @Test
    void stayAsTheyWereWhileTheNameTellsNothing() {
        boolean[] away = {false};
        Instances.Resolver resolver =
                name -> {
                    if (away[0]) {
                        throw new UnknownHostException(name);
                    }
                    return new InetAddress[5];
                };
        try (Instances instances = new Instances(named("doors.internal"), resolver)) {
            instances.look();
            away[0] = true;
            instances.look();

            assertThat(instances.getAsInt()).isEqualTo(5);
        }
    }

    @Test
    void areNeverFewerThanThisOne() {
        try (Instances instances =
                new Instances(named("doors.internal"), _ -> new InetAddress[0])) {
            instances.look();

            assertThat(instances.getAsInt()).isEqualTo(1);
        }
    }
}
