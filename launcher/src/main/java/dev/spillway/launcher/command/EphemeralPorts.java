package dev.spillway.launcher.command;

import dev.spillway.launcher.home.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports from which the system takes one for each connection that goes out. Who listens among
 * them starts today and finds his port taken tomorrow, by a browser or by one of our own services.
 */
record EphemeralPorts(int first, int last) {

    private static final Path LINUX = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,5})\\s+(\\d{1,5})\\s*");

    /** What Linux has unless it is told otherwise. */
    private static final EphemeralPorts USUAL = new EphemeralPorts(32_768, 60_999);

    static EphemeralPorts ofSystem() {
        return read(LINUX);
    }

    /** The usual ones where the system does not say. */
    static EphemeralPorts read(Path file) {
        try {
            Matcher range = RANGE.matcher(Files.readString(file));
            return range.matches()
                    ? new EphemeralPorts(
                            Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
                    : USUAL;
        } catch (IOException e) {
            return USUAL;
        }
    }

    /** One line when any of these ports is among them. */
    Optional<String> warning(Ports ports) {
        int highest = Collections.max(ports.all().values());
        return ports.base() > last || highest < first
                ? Optional.empty()
                : Optional.of(
                        ("Ports %d to %d reach into %d to %d, from which the system takes ports for"
                                        + " outgoing connections: one of them may be taken at the"
                                        + " next start. Better a --port-base outside.")
                                .formatted(ports.base(), highest, first, last));
    }
}
