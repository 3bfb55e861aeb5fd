package dev.spillway.localcloud.database;

import java.util.List;

/**
 * SQL that makes an account which may let a server only read, and write again, as a failover does.
 * It may do nothing else, and only servers of tests have it.
 */
public final class OperatorGrant {

    /** It has the owner's password. */
    public static final String OPERATOR = "spillway_operator";

    private OperatorGrant() {}

    /** Statements for MariaDB, to run as an administrator. */
    static List<String> onMariaDb(Account owner) {
        return statements(owner, "READ_ONLY ADMIN");
    }

    /** Statements for MySQL, to run as an administrator. */
    public static List<String> onMySql(Account owner) {
        return statements(owner, "SYSTEM_VARIABLES_ADMIN");
    }

    private static List<String> statements(Account owner, String right) {
        String name = "'%s'@'%%'".formatted(OPERATOR);
        return List.of(
                "CREATE USER %s IDENTIFIED BY '%s'".formatted(name, owner.password()),
                "GRANT %s ON *.* TO %s".formatted(right, name));
    }
}
