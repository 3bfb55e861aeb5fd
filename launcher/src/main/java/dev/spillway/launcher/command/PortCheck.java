package dev.spillway.launcher.command;

import dev.spillway.launcher.home.LauncherException;
import dev.spillway.launcher.home.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out before anything starts whether somebody listens where Spillway wants to. */
final class PortCheck {

    private PortCheck() {}

    static void requireFree(Ports ports) {
        ports.all().forEach(PortCheck::requireFree);
    }

    private static void requireFree(String what, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new LauncherException(
                    "Port %d (%s) is taken: stop what listens there, or move Spillway with --port-base N."
                            .formatted(port, what),
                    e);
        }
    }
}
