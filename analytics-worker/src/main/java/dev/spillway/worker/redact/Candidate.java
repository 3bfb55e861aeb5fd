package dev.spillway.worker.redact;

/**
 * What may be somebody's address.
 *
 * @param text as it reads once its escapes are undone; of a telephone number the digits
 * @param from where it stands in the source
 * @param to behind its end there
 */
record Candidate(String text, int from, int to) {

    Edit replacedBy(String replacement) {
        return new Edit(from, to, replacement);
    }
}
