package dev.spillway.ingestion.directory;

import dev.spillway.platform.source.SealedSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the view {@code source_directory}: secrets are ciphertext.
 *
 * @param version grows with each change of the directory
 * @param settings a JSON object
 * @param credentials null for a source that has none
 * @param wrappedKey the tenant's data key of {@code keyVersion}
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
record DirectoryRow(
        long version,
        UUID tenantId,
        UUID sourceId,
        String ingestKey,
        String provider,
        String mode,
        String status,
        String settings,
        byte @Nullable [] credentials,
        int keyVersion,
        byte[] wrappedKey,
        String tenantStatus,
        String plan) {

    /** What of it is secret. */
    SealedSource sealed() {
        return new SealedSource(tenantId, sourceId, credentials, keyVersion, wrappedKey);
    }

    @Override
    public String toString() {
        return "DirectoryRow[%s, version %d]".formatted(sourceId, version);
    }
}
