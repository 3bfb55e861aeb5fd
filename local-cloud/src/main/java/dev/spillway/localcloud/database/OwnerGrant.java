package dev.spillway.localcloud.database;

import java.util.List;

/** SQL that makes the schemas' owner, the same on MariaDB and MySQL. */
public final class OwnerGrant {

    /**
     * What the master user of Aurora MySQL has and no more (no {@code SUPER}), so that a migration
     * that passes here does not fail there: User Guide for Aurora, "Master user account
     * privileges".
     */
    private static final String RIGHTS =
            "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER,"
                    + " SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION CLIENT,"
                    + " CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER";

    private OwnerGrant() {}

    /**
     * Statements to run as an administrator; running them again changes nothing but the password.
     */
    public static List<String> statements(Account owner) {
        String name = "'%s'@'%%'".formatted(owner.user());
        return List.of(
                "CREATE USER IF NOT EXISTS " + name,
                "ALTER USER %s IDENTIFIED BY '%s'".formatted(name, owner.password()),
                "GRANT %s ON *.* TO %s WITH GRANT OPTION".formatted(RIGHTS, name));
    }
}
