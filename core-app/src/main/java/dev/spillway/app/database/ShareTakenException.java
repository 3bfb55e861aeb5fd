package dev.spillway.app.database;

import java.sql.SQLTransientException;

/** A tenant holds all the connections that he may hold, and none came back in time. */
final class ShareTakenException extends SQLTransientException {

    ShareTakenException() {
        super("all connections of the tenant's share are taken");
    }
}
