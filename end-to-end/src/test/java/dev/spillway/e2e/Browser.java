package dev.spillway.e2e;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium that the machine has. {@code -Dbrowser=none} leaves the journeys in a browser out
 * and says so; without that, a machine without a Chromium fails them with one line.
 */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    /** Without these a browser asks its maker's hosts for updates at every start. */
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /** Whether journeys in a browser are wanted; reports for a test class when they are not. */
    static boolean wanted(Class<?> journeys) {
        boolean wanted = !System.getProperty("browser", "chromium").equals("none");
        report(journeys.getName(), wanted ? "chromium" : "left out (-Dbrowser=none)");
        return wanted;
    }

    private static void report(String journeys, String how) {
        String folder = System.getProperty("spillway.backend.report");
        if (folder == null) {
            return;
        }
        try {
            Path report = Files.createDirectories(Path.of(folder)).resolve(journeys + ".txt");
            Files.writeString(report, journeys + " " + how + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Browser launch() {
        Path executable =
                executable()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "No Chromium on the PATH: install one, or leave the journeys in a browser out with -Dbrowser=none."));
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(executable)
                                        .setArgs(ARGUMENTS)));
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    com.microsoft.playwright.Browser chromium() {
        return chromium;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
