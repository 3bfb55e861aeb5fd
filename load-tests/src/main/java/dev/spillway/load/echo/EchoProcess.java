package dev.spillway.load.echo;

import dev.spillway.launcher.home.Ports;
import dev.spillway.launcher.process.Service;
import dev.spillway.launcher.process.Services;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The echo as a process, with the JVM options and the connector settings of the door. */
public final class EchoProcess {

    public static final String NAME = "echo";

    private static final String HEAP = "512m";

    private EchoProcess() {}

    /** How to start it beside the rest of an instance. */
    public static Service service(Ports ports) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Services.jvmOptions("ingestion-service", HEAP));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoApplication.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port(ports),
                        "--server.tomcat.max-keep-alive-requests=-1",
                        "--server.tomcat.keep-alive-timeout=60s",
                        "--spring.threads.virtual.enabled=true",
                        "--spring.main.banner-mode=off"));
        return new Service(NAME, command, Map.of(), port(ports), port(ports), "/ready");
    }

    /** Where to post to. */
    public static URI url(Ports ports) {
        return URI.create(Services.url(port(ports)) + "/echo");
    }

    /** The last of the ports of a copy, which nothing else uses. */
    private static int port(Ports ports) {
        return ports.base() + Ports.SPAN - 1;
    }
}
