package dev.spillway.localcloud;

import dev.spillway.localcloud.database.Account;
import dev.spillway.localcloud.startup.Folder;
import dev.spillway.localcloud.startup.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder in which a local cloud lives between runs, owned by one process at a time. */
final class CloudHome implements AutoCloseable {

    /** A first start copies 150 MB; less than this and MariaDB fails later and less clearly. */
    private static final long LEAST_SPACE = 400L * 1024 * 1024;

    private final Folder folder;

    private CloudHome(Folder folder) {
        this.folder = folder;
    }

    static CloudHome own(Path path) {
        try {
            Folder folder =
                    Folder.own(path)
                            .orElseThrow(() ->
                                    new StartupException(
                                            "Another local cloud runs on %s: stop it first, or choose another --home"
                                                    .formatted(path)));
            requireSpace(path);
            Files.deleteIfExists(CloudDescription.file(path)); // a killed run's: we are not ready
            return new CloudHome(folder);
        } catch (IOException e) {
            throw new StartupException(
                    "The home %s cannot be written (%s): mend that, or choose another --home"
                            .formatted(path, e),
                    e);
        }
    }

    private static void requireSpace(Path path) throws IOException {
        long usable = Files.getFileStore(path).getUsableSpace();
        if (usable < LEAST_SPACE) {
            throw new StartupException(
                    "The disk of %s is full: %d MB are free, %d MB are needed"
                            .formatted(path, usable >> 20, LEAST_SPACE >> 20));
        }
    }

    Path path() {
        return folder.path();
    }

    /** A folder of one part, made where it is missing. */
    Path part(String name) {
        try {
            return Files.createDirectories(path().resolve(name));
        } catch (IOException e) {
            throw new StartupException("No folder %s in %s: %s".formatted(name, path(), e), e);
        }
    }

    /** The schemas' owner, with the password that was made at the first start. */
    Account owner() {
        Path file = path().resolve("owner-password");
        try {
            if (!Files.exists(file)) {
                String password = Account.ownerWithNewPassword().password();
                PrivateFile.write(file, password.getBytes(StandardCharsets.US_ASCII));
            }
            return new Account(Account.OWNER, Files.readString(file).strip());
        } catch (IOException e) {
            throw new StartupException(
                    "The password in %s cannot be kept: %s".formatted(file, e), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(CloudDescription.file(path()));
        } catch (IOException e) {
            // The next start deletes it.
        }
        folder.close();
    }
}
