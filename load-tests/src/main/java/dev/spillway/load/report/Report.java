package dev.spillway.load.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Figures by name, and whether what was promised held. Its JSON is one line: {@code {"name", "ok",
 * "figures": {…}}}. Not thread-safe.
 */
public final class Report {

    private final String name;
    private final Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    private boolean ok = true;

    public Report(String name) {
        this.name = name;
    }

    /**
     * Adds a figure, rounded to what noise leaves meaningful.
     *
     * @param figure in camel case, with its unit where it has one: {@code p99Millis}
     */
    public void figure(String figure, double value) {
        figures.put(figure, rounded(value));
        System.out.printf("  %-44s %s%n", figure, figures.get(figure));
    }

    /** What could not be measured is null, and not the zero that JSON would take for NaN. */
    private static @Nullable Object rounded(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        if (Math.abs(value) >= 100) {
            return Math.round(value);
        }
        return Math.round(value * 1000) / 1000.0;
    }

    /** A section's heading, for people only. */
    public void section(String title) {
        System.out.println(title);
    }

    /** States a promise and whether it held. One that did not fails the bench. */
    public void promise(String what, boolean held) {
        System.out.printf("  %s: %s%n", held ? "held" : "NOT HELD", what);
        ok &= held;
    }

    public boolean ok() {
        return ok;
    }

    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", name);
        all.put("ok", ok);
        all.put("figures", figures);
        return JsonMapper.shared().writeValueAsString(all);
    }
}
