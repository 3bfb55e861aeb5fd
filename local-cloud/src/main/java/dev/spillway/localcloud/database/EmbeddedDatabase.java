package dev.spillway.localcloud.database;

import dev.spillway.localcloud.startup.Folder;
import dev.spillway.localcloud.startup.LoopbackPort;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A MariaDB server of our own: grants on, one owner account, UTC, utf8mb4, loopback only.
 * Thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String TEMPORARY = "spillway-database-";

    /** Enough for what fits one machine beside everything else. */
    public static final int DEFAULT_MEGABYTES = 128;

    private final Folder folder;
    private final boolean temporary;
    private final ServerProcess process;
    private final DatabaseAddress address;
    private boolean closed;

    private EmbeddedDatabase(
            Folder folder, boolean temporary, ServerProcess process, DatabaseAddress address) {
        this.folder = folder;
        this.temporary = temporary;
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a server that a kill -9 of anything does not rob of a committed row: its log is
     * flushed at every commit.
     *
     * @param home where the data lives between runs; one process at a time
     * @throws StartupException when the port is taken or the folder cannot be used
     */
    public static EmbeddedDatabase persistent(Path home, int port, Account owner) {
        return persistent(home, port, owner, DEFAULT_MEGABYTES);
    }

    /**
     * As {@link #persistent(Path, int, Account)}.
     *
     * @param megabytes of memory for pages, and of disk for the redo log; 128 by default
     */
    public static EmbeddedDatabase persistent(Path home, int port, Account owner, int megabytes) {
        try {
            Folder folder =
                    Folder.own(home.toAbsolutePath().normalize())
                            .orElseThrow(() ->
                                    new StartupException(
                                            "Another process uses the database in "
                                                    + home
                                                    + ": stop it first"));
            try {
                return start(folder, false, port, owner, megabytes);
            } catch (StartupException | IOException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartupException(
                    "The database cannot use the folder %s: %s".formatted(home, e), e);
        }
    }

    /** Starts a server on a free port that forgets everything when it is closed. */
    public static EmbeddedDatabase temporary() {
        try {
            sweepTemporaryFolders();
            Folder folder = ownTemporaryFolder();
            return start(
                    folder,
                    true,
                    LoopbackPort.free(),
                    Account.ownerWithNewPassword(),
                    DEFAULT_MEGABYTES);
        } catch (IOException e) {
            throw new StartupException("No temporary folder for a database: " + e, e);
        }
    }

    private static EmbeddedDatabase start(
            Folder folder, boolean temporary, int port, Account owner, int megabytes)
            throws IOException {
        ServerLayout layout = new ServerLayout(folder.path());
        ServerProcess.stopLeftOverOn(layout.data());
        LoopbackPort.requireFree(port, "database", "--database-port");
        MariaDbBinaries binaries = MariaDbBinaries.unpacked();
        layout.install(binaries);
        layout.writeInitFile(owner, temporary);
        DatabaseAddress address = new DatabaseAddress("127.0.0.1", port, owner);
        ServerProcess process =
                ServerProcess.start(
                        binaries,
                        layout.command(binaries, port, !temporary, megabytes),
                        layout.log());
        try {
            address.awaitReady(process::isAlive);
        } catch (StartupException e) {
            process.kill();
            throw new StartupException(e.getMessage() + ": " + process.lastErrors(), e);
        } finally {
            layout.deleteInitFile();
        }
        return new EmbeddedDatabase(folder, temporary, process, address);
    }

    public DatabaseAddress address() {
        return address;
    }

    /** Whether the server still runs and answers. */
    public boolean isHealthy() {
        if (!process.isAlive()) {
            return false;
        }
        try (Connection connection = address.connect("")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (temporary) {
            process.kill();
            deleteQuietly(folder);
        } else {
            process.stop();
        }
        folder.close();
    }

    /** Another run may sweep a new folder in the moment before it is owned: then the next one. */
    private static Folder ownTemporaryFolder() throws IOException {
        Optional<Folder> folder = Optional.empty();
        while (folder.isEmpty()) {
            folder = Folder.own(Files.createTempDirectory(TEMPORARY));
        }
        return folder.get();
    }

    /**
     * What killed test runs left: their lock is free, so nobody is there; a server may still be.
     */
    private static void sweepTemporaryFolders() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> folders = Files.list(parent)) {
            for (Path path :
                    folders.filter(p -> p.getFileName().toString().startsWith(TEMPORARY))
                            .toList()) {
                if (!Files.isWritable(path) || !Files.exists(path.resolve(".lock"))) {
                    continue; // another user's, or just being made
                }
                Optional<Folder> left = Folder.own(path);
                if (left.isPresent()) {
                    ServerProcess.stopLeftOverOn(new ServerLayout(path).data());
                    deleteQuietly(left.get());
                    left.get().close();
                }
            }
        }
    }

    private static void deleteQuietly(Folder folder) {
        try {
            Folder.delete(folder.path());
        } catch (IOException e) {
            // Another run swept it, or the next one will.
        }
    }
}
