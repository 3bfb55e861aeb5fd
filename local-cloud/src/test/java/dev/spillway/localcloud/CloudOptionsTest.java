package dev.spillway.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.queue.QueueStorage;
import dev.spillway.localcloud.startup.StartupException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudOptionsTest {

    private static final String COMPLETE = "--home /h --database-port 1 --sqs-port 2 --sns-port 3";

    @Test
    void managementPortIsAnyWhenNotGiven() {
        assertThat(CloudOptions.parse(COMPLETE.split(" ")))
                .isEqualTo(new CloudOptions(Path.of("/h"), 1, 2, 3, 0, QueueStorage.DISK, 128));
        assertThat(CloudOptions.parse((COMPLETE + " --management-port 4").split(" ")))
                .isEqualTo(new CloudOptions(Path.of("/h"), 1, 2, 3, 4, QueueStorage.DISK, 128));
    }

    @ParameterizedTest
    @CsvSource({
        "--home /h,                      --database-port is missing",
        COMPLETE + " --color red,        unknown option --color",
        COMPLETE + " --home,             --home needs a value",
        COMPLETE + " --sns-port 70000,   --sns-port is 70000",
        COMPLETE + " --sns-port 0,       --sns-port is 0",
        COMPLETE + " --management-port x, --management-port is x"
    })
    void wrongOptionIsNamed(String arguments, String said) {
        assertThatThrownBy(() -> CloudOptions.parse(arguments.split(" ")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(said);
    }
}
