package dev.spillway.worker.quarantine;

import dev.spillway.platform.parcel.Webhook;

/** What judging a held request again came to. */
sealed interface Judgement {

    /** The reason that stands at a request whose ciphertext does not open. */
    String UNREADABLE = "unreadable";

    /** The vendor's after all, as the door would have let it in. */
    record Genuine(HeldRow row, Webhook webhook) implements Judgement {}

    /** Not proven: it stays held, with this as its reason. */
    record Refused(HeldRow row, String reason) implements Judgement {}

    /** Not to be judged at present, through no fault of its own: it stays held as it is. */
    record Postponed(HeldRow row, String why) implements Judgement {}

    /** Altered, or not from where it stands: nothing will ever open it. */
    record Unreadable(HeldRow row) implements Judgement {}
}
