package dev.spillway.worker.retention;

import dev.spillway.worker.retention.Sweep.KeyColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions on keys of several columns, written out: MySQL reads {@code (a, b) > (?, ?)} as a scan
 * of everything, and this as a range of the primary key.
 */
final class KeyRange {

    private KeyRange() {}

    /** Keys beyond this one. Adds what is bound to {@code values}. */
    static String after(List<KeyColumn> columns, List<byte[]> key, List<Object> values) {
        return beyond(columns, key, values, ">", ">");
    }

    /** Keys up to this one, and itself. */
    static String upTo(List<KeyColumn> columns, List<byte[]> key, List<Object> values) {
        return beyond(columns, key, values, "<", "<=");
    }

    private static String beyond(
            List<KeyColumn> columns,
            List<byte[]> key,
            List<Object> values,
            String comparison,
            String lastComparison) {
        List<String> alternatives = new ArrayList<>();
        for (int last = 0; last < columns.size(); last++) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < last; i++) {
                all.add(columns.get(i).name() + " = ?");
                values.add(key.get(i));
            }
            boolean isLast = last == columns.size() - 1;
            all.add(columns.get(last).name() + (isLast ? lastComparison : comparison) + " ?");
            values.add(key.get(last));
            alternatives.add("(" + String.join(" AND ", all) + ")");
        }
        return String.join(" OR ", alternatives);
    }
}
