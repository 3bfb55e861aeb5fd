package dev.spillway.localcloud.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.localcloud.startup.LoopbackPort;
import dev.spillway.localcloud.startup.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    private final Account owner = Account.ownerWithNewPassword();

    @TempDir Path home;

    @Test
    void dataSurvivesAStopAndTheOldPasswordDoesNot() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.persistent(home, LoopbackPort.free(), owner)) {
            database.address().createSchema("kept");
        }
        Account changed = Account.ownerWithNewPassword();
        try (EmbeddedDatabase database =
                EmbeddedDatabase.persistent(home, LoopbackPort.free(), changed)) {
            try (Connection connection = database.address().connect("kept")) {
                assertThat(connection.getCatalog()).isEqualTo("kept");
            }
            DatabaseAddress withOld =
                    new DatabaseAddress("127.0.0.1", database.address().port(), owner);
            assertThatThrownBy(() -> withOld.connect("kept"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void secondServerOnAFolderIsRefused() {
        try (EmbeddedDatabase one = EmbeddedDatabase.persistent(home, LoopbackPort.free(), owner)) {
            assertThatThrownBy(() -> EmbeddedDatabase.persistent(home, LoopbackPort.free(), owner))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("Another process");
            assertThat(one.isHealthy()).isTrue();
        }
    }

    @Test
    void serverThatCannotStartSaysWhy() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/ibdata1"), "not a tablespace");

        assertThatThrownBy(() -> EmbeddedDatabase.persistent(home, LoopbackPort.free(), owner))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("stopped while starting")
                .hasMessageContaining("InnoDB");
    }

    @Test
    void durableServerFlushesAtEveryCommit() throws Exception {
        try (EmbeddedDatabase database =
                        EmbeddedDatabase.persistent(home, LoopbackPort.free(), owner);
                Connection connection = database.address().connect("");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@innodb_flush_log_at_trx_commit")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void temporaryServerLeavesNothing() {
        EmbeddedDatabase database = EmbeddedDatabase.temporary();
        assertThat(database.isHealthy()).isTrue();

        database.close();
        database.close();

        assertThat(database.isHealthy()).isFalse();
    }

    @Test
    void accountDoesNotShowItsPassword() {
        assertThat(owner.toString()).doesNotContain(owner.password());
    }

    @Test
    void passwordLeavesNoTraceInTheFolder() throws Exception {
        try (EmbeddedDatabase _ = EmbeddedDatabase.persistent(home, LoopbackPort.free(), owner)) {
            assertThat(home.resolve("init.sql")).doesNotExist();
            assertThat(Files.readString(home.resolve("mariadb.log")))
                    .doesNotContain(owner.password());
        }
    }
}
