package dev.spillway.ingestion.pack;

/** What became of a webhook that was to be packed. */
public enum Confirmation {
    /** SQS holds it. Nothing else may be acknowledged. */
    CONFIRMED,
    /** SQS refused it, did not answer in time, or too much was waiting already. */
    UNCONFIRMED,
    /** It fits no message, not even alone and compressed. */
    TOO_LARGE
}
