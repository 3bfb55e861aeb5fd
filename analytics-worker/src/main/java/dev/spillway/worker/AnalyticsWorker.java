package dev.spillway.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The drain as a process. Serves nothing but its own health and metrics. */
@SpringBootApplication
public class AnalyticsWorker {

    public static void main(String[] args) {
        SpringApplication.run(AnalyticsWorker.class, args);
    }
}
