package dev.spillway.app.rejection;

import dev.spillway.app.database.Row;
import dev.spillway.app.database.TenantDatabase;
import dev.spillway.app.http.HeaderLine;
import dev.spillway.app.listing.Cursor;
import dev.spillway.app.listing.Listing;
import dev.spillway.app.listing.Paging;
import dev.spillway.platform.id.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/rejections")
@Tag(name = "Rejections")
class RejectionController {

    /** Every filter in one statement: an absent one compares null with null. */
    private static final String LIST =
            """
            SELECT id, source_id, at, reason, method, path, headers, size_bytes
            FROM app_rejection
            WHERE id < :before AND id >= :from
              AND (:source IS NULL OR source_id = :source) AND (:reason IS NULL OR reason = :reason)
            ORDER BY id DESC LIMIT :rows
            """;

    private final TenantDatabase database;
    private final JsonMapper json;

    RejectionController(TenantDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @GetMapping
    @Operation(
            summary = "Samples of refused requests, newest first",
            description = "How many were refused is in the metrics; the body is never kept.")
    Listing<Rejection> list(
            @ParameterObject @Valid Filter filter, @ParameterObject @Valid Paging paging) {
        List<Rejection> rows =
                database.sql(LIST)
                        .param("before", Ids.bytes(before(filter, paging)))
                        .param("from", Ids.bytes(Ids.firstAt(orEpoch(filter.from()))))
                        .param(
                                "source",
                                filter.source() == null ? null : Ids.bytes(filter.source()))
                        .param("reason", filter.reason())
                        .param("rows", paging.rows())
                        .query(Row.mapper(this::rejection))
                        .list();
        return paging.page(rows, rejection -> Cursor.of(rejection.id()));
    }

    private static UUID before(Filter filter, Paging paging) {
        UUID end = filter.to() == null ? new UUID(-1, -1) : Ids.firstAt(filter.to());
        return paging.after(2).map(cursor -> earlier(cursor.id(0), end)).orElse(end);
    }

    private static UUID earlier(UUID a, UUID b) {
        return Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits()) <= 0
                ? a
                : b;
    }

    private static Instant orEpoch(@Nullable Instant from) {
        return from == null ? Instant.EPOCH : from;
    }

    private Rejection rejection(Row row) throws SQLException {
        return new Rejection(
                row.id("id"),
                row.id("source_id"),
                row.instant("at"),
                row.text("reason"),
                row.text("method"),
                row.text("path"),
                HeaderLine.parse(json, row.text("headers")),
                row.number("size_bytes"));
    }

    /**
     * Which are wanted.
     *
     * @param reason a stable code such as {@code signature_invalid}
     */
    record Filter(
            @Nullable UUID source,
            @Size(max = 64, message = "must have at most 64 characters") @Nullable String reason,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * A refused request.
     *
     * @param reason the code that the sender was told
     * @param headers secrets masked
     * @param size bytes of body that were read
     */
    record Rejection(
            UUID id,
            UUID sourceId,
            Instant at,
            String reason,
            String method,
            String path,
            List<HeaderLine> headers,
            long size) {}
}
