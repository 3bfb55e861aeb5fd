package dev.spillway.launcher.process;

import java.util.List;
import java.util.Map;

/**
 * One process to be started.
 *
 * @param name service name; also that of its log
 * @param command program and arguments, without secrets: other users see them
 * @param environment what it is told besides, secrets included
 * @param port where it serves, 0 for none
 * @param managementPort where it tells its health
 * @param healthPath what to ask there
 */
public record Service(
        String name,
        List<String> command,
        Map<String, String> environment,
        int port,
        int managementPort,
        String healthPath) {

    @Override
    public String toString() {
        return name;
    }
}
