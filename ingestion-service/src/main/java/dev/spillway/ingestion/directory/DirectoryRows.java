package dev.spillway.ingestion.directory;

import java.util.List;

/**
 * Reads the directory where it is kept. Both throw {@link
 * org.springframework.dao.DataAccessException} when the database cannot be asked.
 */
interface DirectoryRows {

    /** The version of the last change; -1 of an empty directory. */
    long newestVersion();

    /** The rows that changed after a version; all of them after -1. */
    List<DirectoryRow> changedAfter(long version);
}
