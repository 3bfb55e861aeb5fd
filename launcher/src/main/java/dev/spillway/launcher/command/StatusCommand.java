package dev.spillway.launcher.command;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells what runs, where it listens and how to log in. Exit code 0 only when all is healthy. */
public final class StatusCommand {

    private final Options options;

    public StatusCommand(Options options) {
        this.options = options;
    }

    public int run() {
        Status status = Status.of(options.home());
        if (options.has("--json")) {
            System.out.println(
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(status));
        } else {
            print(status);
        }
        return status.state().equals("up") ? 0 : 1;
    }

    private void print(Status status) {
        System.out.println("Spillway is " + status.state() + " (" + options.home().folder() + ")");
        for (Status.Service service : status.services()) {
            System.out.printf(
                    "  %-20s %-10s process %-8d port %s%n",
                    service.name(),
                    service.healthy() ? "healthy" : "unhealthy",
                    service.pid(),
                    service.port() == 0 ? "-" : String.valueOf(service.port()));
        }
        if (status.urls() != null) {
            System.out.println("  dashboard  " + status.urls().app());
            System.out.println("  ingestion  " + status.urls().ingestion());
            System.out.println("  ops        " + status.urls().ops());
        }
    }
}
