package dev.spillway.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir private Path folder;

    private String reason(String text) throws IOException {
        return LogTail.reason(Files.writeString(folder.resolve("service.log"), text));
    }

    @Test
    void bootsDescriptionOfAFailureIsTheReason() throws IOException {
        assertThat(
                        reason(
                                "x\n\nDescription:\n\nPort 1 was\nalready in use.\n\nAction:\n\nStop it.\n"))
                .isEqualTo("Port 1 was already in use.");
    }

    @Test
    void otherwiseTheLastLineThatSaysSomething() throws IOException {
        assertThat(
                        reason(
                                "starting\nIt broke: no disk\n    at dev.Foo(Foo.java:1)\n    ... 3 more\n\n"))
                .isEqualTo("It broke: no disk");
    }

    @Test
    void anEmptyOrMissingLogIsSaidSo() throws IOException {
        assertThat(reason("")).isEqualTo("it wrote nothing");
        assertThat(LogTail.reason(folder.resolve("nothing.log")))
                .isEqualTo("its log cannot be read");
    }

    @Test
    void aLongLineIsCut() throws IOException {
        assertThat(reason("x".repeat(10_000))).hasSizeLessThan(1_000);
    }
}
