package dev.spillway.worker.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server that answers what a test says, where GreenMail would be kind. */
public final class ScriptedSmtp implements AutoCloseable {

    private static final String ID = "Message-ID: ";

    private final ServerSocket server;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();

    public ScriptedSmtp() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * A reply to a command, or to {@code .}, the end of a mail, instead of the kind one; an empty
     * one is none at all.
     */
    public ScriptedSmtp replying(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** {@code Message-ID} of each mail that came to its end. */
    public List<String> ids() {
        return ids;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException e) {
                // The listener was closed.
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = client.getOutputStream()) {
            say(out, "220 scripted");
            boolean mail = false;
            String id = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (mail && !line.equals(".")) {
                    id = line.startsWith(ID) ? line.substring(ID.length()) : id;
                    continue;
                }
                if (mail) {
                    ids.add(id);
                }
                String command = line.split("[ :]", 2)[0];
                String reply = replies.getOrDefault(command, kind(command));
                say(out, reply);
                mail = reply.startsWith("354");
            }
        } catch (IOException e) {
            // The client has left.
        }
    }

    private static String kind(String command) {
        return switch (command) {
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private static void say(OutputStream out, String reply) throws IOException {
        if (reply.isEmpty()) {
            return;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
