package dev.spillway.provisioner.onboard;

import dev.spillway.localcloud.junit.TestDatabase;
import dev.spillway.provisioner.kit.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every value of every row of every table and view of a schema, as its bytes. */
record Everything(List<Value> values, long rows) {

    record Value(String column, String bytes) {}

    static Everything in(TestDatabase database) {
        JdbcClient client = JdbcClient.create(Schema.owner(database));
        List<Value> values = new ArrayList<>();
        long[] rows = {0};
        for (String table : tables(client, database)) {
            client.sql("SELECT * FROM `" + table + "`")
                    .query(row -> {
                        rows[0]++;
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            byte[] bytes = row.getBytes(i);
                            if (bytes != null) {
                                values.add(
                                        new Value(
                                                table + "." + row.getMetaData().getColumnName(i),
                                                new String(bytes, StandardCharsets.ISO_8859_1)));
                            }
                        }
                    });
        }
        return new Everything(values, rows[0]);
    }

    private static List<String> tables(JdbcClient client, TestDatabase database) {
        return client.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = ?")
                .param(database.schema())
                .query(String.class)
                .list();
    }

    List<String> columnsWith(String text) {
        return values.stream()
                .filter(value -> value.bytes().contains(text))
                .map(Value::column)
                .distinct()
                .sorted()
                .toList();
    }
}
