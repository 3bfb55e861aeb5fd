package dev.spillway.launcher.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks services whether they are healthy. */
public final class Health {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private Health() {}

    /** Whether the health page answers 200. */
    public static boolean of(int managementPort, String path) {
        URI page = URI.create("http://127.0.0.1:" + managementPort + path);
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
