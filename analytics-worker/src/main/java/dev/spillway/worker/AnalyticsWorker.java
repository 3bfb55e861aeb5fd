package dev.spillway.worker;

import dev.spillway.worker.restore.RestoreCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The drain as a process, which serves nothing but its own health and metrics; or with {@code
 * replay} a command that restores what the archive holds, and ends.
 */
@SpringBootApplication
public class AnalyticsWorker {

    public static void main(String[] args) {
        if (RestoreCommand.asked(args)) {
            System.exit(RestoreCommand.run(ReplayApplication.class, args));
        }
        SpringApplication.run(AnalyticsWorker.class, args);
    }
}
