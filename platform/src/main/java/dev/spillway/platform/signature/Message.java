package dev.spillway.platform.signature;

/**
 * A request together with what its signature says beside it.
 *
 * @param timestamp as spelt by the sender; empty where the scheme has none
 * @param id likewise
 */
record Message(SignedRequest request, String timestamp, String id) {}
