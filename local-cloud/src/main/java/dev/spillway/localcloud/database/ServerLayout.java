package dev.spillway.localcloud.database;

import dev.spillway.localcloud.startup.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The files of one server under its folder, and the command line that runs it on them. */
record ServerLayout(Path folder) {

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("mariadb.log");
    }

    private Path initFile() {
        return folder.resolve("init.sql");
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    /** Copies the pristine data folder once; renamed when whole, so that a kill leaves no half. */
    void install(MariaDbBinaries binaries) throws IOException {
        Files.createDirectories(temporary());
        if (Files.isDirectory(data())) {
            return;
        }
        Path half = folder.resolve("data.copying");
        Folder.delete(half);
        Folder.copy(binaries.pristineData(), half);
        Files.move(half, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * What the installation leaves open is closed here: the anonymous user, {@code root} (which
     * comes without a password), and the rights that everybody has on schemas named {@code test…}.
     * The file holds the owner's password, so nobody else may read it and it does not stay.
     *
     * @param temporary for tests, which also have the server only read
     */
    void writeInitFile(Account owner, boolean temporary) throws IOException {
        List<String> statements = new ArrayList<>();
        statements.add("DELETE FROM mysql.global_priv WHERE User IN ('', 'root')");
        statements.add("DELETE FROM mysql.db WHERE User IN ('', 'PUBLIC')");
        statements.add("FLUSH PRIVILEGES");
        statements.add("DROP DATABASE IF EXISTS test");
        statements.addAll(OwnerGrant.statements(owner));
        if (temporary) {
            statements.addAll(OperatorGrant.onMariaDb(owner));
        }
        deleteInitFile();
        Files.createFile(
                initFile(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(initFile(), String.join(";\n", statements) + ";\n");
    }

    void deleteInitFile() throws IOException {
        Files.deleteIfExists(initFile());
    }

    /**
     * How the server is started.
     *
     * @param megabytes of memory for pages; the redo log has room for as much
     */
    List<String> command(MariaDbBinaries binaries, int port, boolean durable, int megabytes) {
        List<String> command = new ArrayList<>();
        command.add(binaries.server().toString());
        command.addAll(
                List.of(
                        "--no-defaults", // must come first
                        "--basedir=" + binaries.base(),
                        "--datadir=" + data(),
                        "--tmpdir=" + temporary(),
                        "--init-file=" + initFile(),
                        "--pid-file=" + folder.resolve("mariadb.pid"),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=", // none: TCP is enough, and the path may be too long for one
                        "--skip-name-resolve",
                        "--skip-ssl", // generating a key took most of a start, up to 14 s
                        "--character-set-server=utf8mb4",
                        "--default-time-zone=+00:00",
                        "--transaction-isolation=READ-COMMITTED",
                        "--log-bin-trust-function-creators=1",
                        "--max-allowed-packet=64M",
                        "--max-connections=500",
                        "--innodb-buffer-pool-size=" + megabytes + "M",
                        "--innodb-log-file-size=" + megabytes + "M"));
        command.addAll(
                durable
                        ? List.of("--innodb-flush-log-at-trx-commit=1")
                        : List.of(
                                "--innodb-flush-log-at-trx-commit=0",
                                "--innodb-doublewrite=0",
                                "--innodb-flush-method=nosync",
                                "--debug-no-sync"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root"); // MariaDB asks that root says so
        }
        return command;
    }
}
