package dev.spillway.worker.dispatch;

/** The way to one destination, for the length of a turn. */
interface Route {

    /** One attempt. */
    Outcome send(DeliveryRows.Waiting message);
}
