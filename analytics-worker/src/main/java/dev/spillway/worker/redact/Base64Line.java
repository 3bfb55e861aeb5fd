package dev.spillway.worker.redact;

/**
 * Characters of base64 in a row.
 *
 * @param to where they end
 * @param end where what pads them ends
 * @param length how many they are, each of which may be written as several
 */
record Base64Line(int from, int to, int end, int length) {

    boolean isPadded() {
        return end > to;
    }
}
