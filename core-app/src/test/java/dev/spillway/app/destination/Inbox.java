package dev.spillway.app.destination;

import dev.spillway.app.fixture.Api;
import dev.spillway.app.fixture.AppCloud;
import dev.spillway.app.fixture.Tenant;
import dev.spillway.platform.id.Ids;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An address that a tenant named, and what its reader finds in his mails.
 *
 * @param destination as it was made
 */
public record Inbox(Tenant tenant, JsonNode destination) {

    public static final String ADDRESS = "ana.oncall@acme.example";
    private static final String PATH = "/api/v1/destinations";

    public static Inbox of(Tenant tenant, Api admin) {
        return new Inbox(tenant, admin.post(PATH, wanted(ADDRESS)).json());
    }

    static Map<String, Object> wanted(String address) {
        return Map.of("name", "On call", "email", address, "topics", List.of("alerts"));
    }

    public String path() {
        return PATH + "/" + destination.path("id").asString();
    }

    byte[] id() {
        return Ids.bytes(UUID.fromString(destination.path("id").asString()));
    }

    /** What stands in the newest question. */
    public String question() {
        return secret("destination_confirmation");
    }

    /** What stands in every mail. */
    public String unsubscribe() {
        return secret("destination_secret");
    }

    private String secret(String table) {
        String newest =
                AppCloud.shared()
                        .text(
                                "SELECT CONCAT(HEX(id), HEX(sealed)) FROM "
                                        + table
                                        + " WHERE destination_id = ? ORDER BY id DESC LIMIT 1",
                                (Object) id());
        return tenant.opened(
                Ids.uuid(HexFormat.of().parseHex(newest.substring(0, 32))), newest.substring(32));
    }

    /** As if the day of its questions were over. */
    public void expire() {
        AppCloud.shared()
                .execute(
                        "UPDATE destination_confirmation SET expires_at = UTC_TIMESTAMP(3)"
                                + " WHERE destination_id = ?",
                        (Object) id());
    }
}
