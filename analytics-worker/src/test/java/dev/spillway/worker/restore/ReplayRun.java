package dev.spillway.worker.restore;

import dev.spillway.worker.fixture.WorkerDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command, in this process. */
record ReplayRun(int exitCode, String out, String err) {

    /** Runs it on a database with {@code --json}. */
    static ReplayRun on(WorkerDatabase database, Object... words) {
        return on(
                database,
                Map.of(
                        "spring.cloud.aws.credentials.access-key", "a",
                        "spring.cloud.aws.credentials.secret-key", "b"),
                words);
    }

    /** Likewise, where it is told how to reach a bucket. */
    static ReplayRun on(WorkerDatabase database, Map<String, String> access, Object... words) {
        Map<String, String> settings = new TreeMap<>(database.properties());
        settings.putAll(access);
        settings.put("spillway.drain.retry.longest", "200ms");
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        arguments.add("--json");
        return run(arguments, settings);
    }

    static ReplayRun run(List<String> arguments, Map<String, String> settings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                new RestoreCommand(application(), printing(out), printing(err))
                        .restore(
                                arguments,
                                settings.entrySet().stream()
                                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                        .toArray(String[]::new));
        return new ReplayRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream printing(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    /** As the worker's main method has it; to other packages it is none of theirs. */
    private static Class<?> application() {
        try {
            return Class.forName("dev.spillway.worker.ReplayApplication");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode report() {
        return JsonMapper.shared().readTree(out);
    }

    /** The numbers of its arithmetic. */
    List<Long> counts() {
        JsonNode report = report();
        return List.of("read", "stored", "duplicates", "deadLetters", "known").stream()
                .map(name -> report.get(name).asLong())
                .toList();
    }

    long skipped(String reason) {
        return report().get("skipped").path(reason).asLong(0);
    }
}
