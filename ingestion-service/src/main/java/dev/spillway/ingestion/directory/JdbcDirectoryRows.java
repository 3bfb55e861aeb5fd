package dev.spillway.ingestion.directory;

import dev.spillway.platform.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the one view that the door's database user may read. */
final class JdbcDirectoryRows implements DirectoryRows {

    /** One step down the version's index; MAX() over the view's joins would be a scan. */
    private static final String NEWEST =
            "SELECT directory_version FROM source_directory ORDER BY directory_version DESC LIMIT 1";

    private static final String CHANGED =
            """
            SELECT directory_version, tenant_id, source_id, ingest_key, provider, mode, status, settings,
                   credentials, key_version, wrapped_key, tenant_status, plan
            FROM source_directory
            WHERE directory_version > ?
            ORDER BY directory_version
            """;

    private final JdbcClient jdbc;

    JdbcDirectoryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long newestVersion() {
        return jdbc.sql(NEWEST).query(Long.class).optional().orElse(-1L);
    }

    @Override
    public List<DirectoryRow> changedAfter(long version) {
        return jdbc.sql(CHANGED).param(version).query(JdbcDirectoryRows::row).list();
    }

    private static DirectoryRow row(ResultSet row, int number) throws SQLException {
        return new DirectoryRow(
                row.getLong("directory_version"),
                Ids.uuid(row.getBytes("tenant_id")),
                Ids.uuid(row.getBytes("source_id")),
                row.getString("ingest_key"),
                row.getString("provider"),
                row.getString("mode"),
                row.getString("status"),
                row.getString("settings"),
                row.getBytes("credentials"),
                row.getInt("key_version"),
                row.getBytes("wrapped_key"),
                row.getString("tenant_status"),
                row.getString("plan"));
    }
}
