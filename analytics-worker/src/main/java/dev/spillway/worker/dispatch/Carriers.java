package dev.spillway.worker.dispatch;

/** Who takes messages where. Thread-safe. */
record Carriers(WebCarrier web, MailCarrier mail) {

    /** What a destination's messages have in common is read once. */
    Route to(Destination destination) {
        return switch (destination.place()) {
            case Place.Web(var url) -> web.to(destination, url);
            case Place.Inbox(var address) -> mail.to(destination, address);
        };
    }
}
