package dev.spillway.app.recipient;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.event.RecipientHash;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import dev.spillway.platform.secret.ExportCipher;
import dev.spillway.platform.secret.TenantKey;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** The bound tenant's exports. */
@Repository
class Exports {

    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String COLUMNS =
            "SELECT id, recipient_hash, bytes, complete, created_at, expires_at"
                    + " FROM app_recipient_export WHERE expires_at > :now ";

    private static final String PIECES =
            "SELECT id FROM app_recipient_export_piece WHERE export_id = ? ORDER BY id";

    private static final String PIECE =
            "SELECT sealed FROM app_recipient_export_piece WHERE export_id = ? AND id = ?";

    private final TenantDatabase database;
    private final RecipientHash recipients;
    private final Clock clock;

    Exports(TenantDatabase database, RecipientHash recipients, Clock clock) {
        this.database = database;
        this.recipients = recipients;
        this.clock = clock;
    }

    /** Newest first. */
    Listing<Export> list(Paging paging) {
        UUID before = paging.after(2).map(cursor -> cursor.id(0)).orElse(NEWEST);
        List<Export> rows =
                database.sql(COLUMNS + "AND id < :before ORDER BY id DESC LIMIT :rows")
                        .param("now", Row.time(clock.instant()))
                        .param("before", Ids.bytes(before))
                        .param("rows", paging.rows())
                        .query(Row.mapper(Exports::export))
                        .list();
        return paging.page(rows, export -> Cursor.of(export.id()));
    }

    Optional<Export> find(UUID id) {
        return database.sql(COLUMNS + "AND id = :id")
                .param("now", Row.time(clock.instant()))
                .param("id", Ids.bytes(id))
                .query(Row.mapper(Exports::export))
                .optional();
    }

    /** Writes an export's lines, one sealed piece in memory at a time. */
    void write(Export export, OutputStream out) throws IOException {
        TenantKey key = recipients.key();
        List<UUID> pieces =
                database.sql(PIECES)
                        .param(Ids.bytes(export.id()))
                        .query(Row.mapper(row -> row.id("id")))
                        .list();
        for (UUID piece : pieces) {
            out.write(ExportCipher.open(key, export.id(), piece, sealed(export.id(), piece)));
        }
    }

    private byte[] sealed(UUID export, UUID piece) {
        return database.sql(PIECE)
                .param(Ids.bytes(export))
                .param(Ids.bytes(piece))
                .query(Row.mapper(row -> row.bytes("sealed")))
                .single();
    }

    private static Export export(Row row) throws SQLException {
        return new Export(
                row.id("id"),
                HexFormat.of().formatHex(row.bytes("recipient_hash")),
                row.number("bytes"),
                row.truth("complete"),
                row.instant("created_at"),
                row.instant("expires_at"));
    }
}
