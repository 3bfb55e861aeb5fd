package dev.spillway.load.stand;

import dev.spillway.launcher.home.Home;
import dev.spillway.launcher.home.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A bench's folder. It is deleted before and after, so only a folder that a bench made, or an empty
 * one, is taken: never a copy of Spillway in use, and never anybody's files.
 */
public final class OwnHome {

    private static final String MARK = ".bench";

    private OwnHome() {}

    /**
     * Makes it anew.
     *
     * @throws LauncherException if it holds what no bench put there
     */
    public static void prepare(Home home) {
        delete(home);
        home.prepare();
        home.write(MARK, "made by a bench, and deleted by the next");
    }

    /**
     * Deletes it, if it is there.
     *
     * @throws LauncherException if it holds what no bench put there
     */
    public static void delete(Home home) {
        if (home.exists()) {
            requireOwn(home.folder());
            home.delete();
        }
    }

    private static void requireOwn(Path folder) {
        if (!Files.exists(folder.resolve(MARK)) && !isEmpty(folder)) {
            throw new LauncherException(
                    "%s was not made by a bench, which would delete it: name another --home."
                            .formatted(folder));
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new LauncherException("Cannot look into " + folder, e);
        }
    }
}
