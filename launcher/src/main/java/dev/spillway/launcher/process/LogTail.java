package dev.spillway.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for a person who wants to know why something ended. */
final class LogTail {

    private static final int MOST_CHARACTERS = 400;

    private LogTail() {}

    /** The last line that is neither blank nor a line of a stack trace. */
    static String lastMeaningfulLine(Path log) {
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return "its log cannot be read";
        }
        return lines.reversed().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("..."))
                .findFirst()
                .map(line -> line.substring(0, Math.min(line.length(), MOST_CHARACTERS)))
                .orElse("it wrote nothing");
    }
}
