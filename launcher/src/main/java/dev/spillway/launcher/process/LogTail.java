package dev.spillway.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a log, for a person who wants to know why something ended. */
final class LogTail {

    private static final int MOST_CHARACTERS = 400;

    private LogTail() {}

    /**
     * What Boot says of a failed start, else the last line that is neither blank nor of a stack
     * trace.
     */
    static String reason(Path log) {
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return "its log cannot be read";
        }
        int description = lines.lastIndexOf("Description:");
        return description < 0
                ? lastMeaningful(lines)
                : explained(lines.subList(description + 1, lines.size()));
    }

    private static String explained(List<String> lines) {
        return cut(
                lines.stream()
                        .takeWhile(line -> !line.equals("Action:"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining(" ")));
    }

    private static String lastMeaningful(List<String> lines) {
        return lines.reversed().stream()
                .map(String::strip)
                .filter(line ->
                        !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("..."))
                .findFirst()
                .map(LogTail::cut)
                .orElse("it wrote nothing");
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    }
}
