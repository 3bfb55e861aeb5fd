package dev.spillway.platform.schema;

/**
 * The database users, one for each way in; {@code afterMigrate__grants.sql} says what each may do.
 */
public enum DatabaseAccount {
    /** The door: reads the source directory and nothing else. */
    INGEST("spillway_ingest"),
    /** The drain: stores webhooks, events and rollups of all tenants. */
    WORKER("spillway_worker"),
    /** The tenant app: tenant views only. */
    APP("spillway_app"),
    /** Logins, before a tenant is known: definer procedures only. */
    IDENTITY("spillway_identity"),
    /** Onboarding and operations. */
    OPS("spillway_ops");

    private final String user;

    DatabaseAccount(String user) {
        this.user = user;
    }

    /** The MySQL user name. */
    public String user() {
        return user;
    }
}
