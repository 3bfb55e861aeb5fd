package dev.spillway.app.recipient;

import dev.spillway.platform.secret.RecipientHasher;
import java.util.HexFormat;
import java.util.List;

/**
 * Somebody as he may be kept.
 *
 * @param hashes one for each way to write his address, in hexadecimal
 * @param masked what a person may see of it
 */
record Person(List<String> hashes, String masked) {

    static Person of(String address, List<byte[]> hashes) {
        return new Person(
                hashes.stream().map(HexFormat.of()::formatHex).toList(),
                RecipientHasher.mask(address));
    }

    /** By which he is known to his tenant; events may carry another one of his. */
    String hash() {
        return hashes.getFirst();
    }

    List<byte[]> keys() {
        return hashes.stream().map(HexFormat.of()::parseHex).toList();
    }
}
