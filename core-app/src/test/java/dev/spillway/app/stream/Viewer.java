package dev.spillway.app.stream;

import dev.spillway.app.fixture.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream as a browser does. */
final class Viewer implements AutoCloseable {

    private final BufferedReader lines;

    private Viewer(InputStream stream) {
        lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    static Viewer of(Api api) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = api.open("/api/v1/stream");
        if (!response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("text/event-stream")) {
            throw new IOException("no stream: " + response.statusCode());
        }
        return new Viewer(response.body());
    }

    /** The next event; comments and retry are passed over. */
    Event next() throws IOException {
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                return new Event(name, JsonMapper.shared().readTree(line.substring(6)));
            }
        }
        throw new IOException("the stream has ended");
    }

    /** The next event that holds this part. */
    Event nextWith(String part) throws IOException {
        Event event = next();
        while (!event.data().has(part)) {
            event = next();
        }
        return event;
    }

    boolean hasEnded() throws IOException {
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return line == null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    record Event(String name, JsonNode data) {}
}
