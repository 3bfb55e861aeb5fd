package dev.spillway.app.secret;

/**
 * Secrets under the bound tenant's data key.
 *
 * @param bytes opened in the row that they were sealed for, and in no other
 */
@SuppressWarnings("ArrayRecordComponent") // written, never compared
public record Sealed(int keyVersion, byte[] bytes) {}
