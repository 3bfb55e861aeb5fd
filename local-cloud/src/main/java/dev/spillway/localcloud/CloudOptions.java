package dev.spillway.localcloud;

import dev.spillway.localcloud.database.EmbeddedDatabase;
import dev.spillway.localcloud.queue.QueueStorage;
import dev.spillway.localcloud.startup.StartupException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the command line says.
 *
 * @param managementPort 0 for any that is free
 */
record CloudOptions(
        Path home,
        int databasePort,
        int sqsPort,
        int snsPort,
        int managementPort,
        QueueStorage queues,
        int databaseMegabytes) {

    static final String USAGE =
            "usage: LocalCloud --home DIR --database-port N --sqs-port N --sns-port N [--management-port N]"
                    + " [--queues disk|memory] [--database-megabytes N]";

    static CloudOptions parse(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new StartupException("%s needs a value; %s".formatted(arguments[i], USAGE));
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        CloudOptions options =
                new CloudOptions(
                        Path.of(take(given, "--home")).toAbsolutePath().normalize(),
                        port(given, "--database-port"),
                        port(given, "--sqs-port"),
                        port(given, "--sns-port"),
                        given.containsKey("--management-port")
                                ? port(given, "--management-port")
                                : 0,
                        given.containsKey("--queues") ? queues(given) : QueueStorage.DISK,
                        given.containsKey("--database-megabytes")
                                ? megabytes(given)
                                : EmbeddedDatabase.DEFAULT_MEGABYTES);
        if (!given.isEmpty()) {
            throw new StartupException(
                    "unknown option %s; %s".formatted(given.keySet().iterator().next(), USAGE));
        }
        return options;
    }

    private static String take(Map<String, String> given, String name) {
        String value = given.remove(name);
        if (value == null) {
            throw new StartupException("%s is missing; %s".formatted(name, USAGE));
        }
        return value;
    }

    private static int megabytes(Map<String, String> given) {
        String value = take(given, "--database-megabytes");
        try {
            int megabytes = Integer.parseInt(value);
            if (megabytes >= EmbeddedDatabase.DEFAULT_MEGABYTES) {
                return megabytes;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new StartupException(
                "--database-megabytes is %s, but it is a number from %d on"
                        .formatted(value, EmbeddedDatabase.DEFAULT_MEGABYTES));
    }

    private static QueueStorage queues(Map<String, String> given) {
        String value = take(given, "--queues");
        return QueueStorage.find(value)
                .orElseThrow(() ->
                        new StartupException(
                                "--queues is %s, but queues are kept on disk or in memory"
                                        .formatted(value)));
    }

    private static int port(Map<String, String> given, String name) {
        String value = take(given, name);
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new StartupException(
                "%s is %s, but a port is a number from 1 to 65535".formatted(name, value));
    }
}
