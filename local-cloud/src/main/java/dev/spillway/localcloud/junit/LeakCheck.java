package dev.spillway.localcloud.junit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Fails the test class that leaves a transaction, or where it promised so a connection, open in its
 * schema. What is seen once may be about to end; what is still there after three seconds is a leak.
 */
record LeakCheck(TestDatabase database, boolean connectionsToo) {

    private static final int LOOKS = 30;

    private static final String TRANSACTIONS =
            "SELECT CONCAT('transaction ', t.trx_id, ' of ', p.user) FROM information_schema.innodb_trx t"
                    + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"
                    + " WHERE p.db = ? AND p.id <> connection_id()";

    private static final String CONNECTIONS =
            "SELECT CONCAT('connection ', p.id, ' of ', p.user) FROM information_schema.processlist p"
                    + " WHERE p.db = ? AND p.id <> connection_id()";

    /** A check that finds nothing when the class has no database. */
    static Runnable of(CloudRequest request) {
        if (!Arrays.asList(request.wish().parts()).contains(Part.DATABASE)) {
            return () -> {};
        }
        TestDatabase database = TestCloud.of(request.owner()).database();
        LeakCheck check = new LeakCheck(database, request.wish().connectionsMustClose());
        return check::failOnLeaks;
    }

    void failOnLeaks() {
        try (Connection connection = database.connect()) {
            Set<String> open = look(connection);
            for (int i = 0; i < LOOKS && !open.isEmpty(); i++) {
                Thread.sleep(100);
                open.retainAll(look(connection));
            }
            if (!open.isEmpty()) {
                throw new AssertionError("The test class left open: " + String.join(", ", open));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot say what is open", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<String> look(Connection connection) throws SQLException {
        String query = connectionsToo ? CONNECTIONS : TRANSACTIONS;
        Set<String> open = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, database.schema());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getString(1));
                }
            }
        }
        return open;
    }
}
