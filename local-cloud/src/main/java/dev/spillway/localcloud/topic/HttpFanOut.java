package dev.spillway.localcloud.topic;

/** What HTTP subscribers hear: first whether they want to, then every message. Thread-safe. */
final class HttpFanOut implements AutoCloseable {

    private final HttpDelivery delivery = new HttpDelivery();
    private final MessageSigner signer;
    private final String endpoint;

    HttpFanOut(MessageSigner signer, String endpoint) {
        this.signer = signer;
        this.endpoint = endpoint;
    }

    void askForConfirmation(Topic topic, Subscription subscription) {
        String id = HttpDelivery.newId();
        delivery.post(
                subscription,
                "SubscriptionConfirmation",
                id,
                Envelope.confirmation(
                        subscription, id, endpoint, signer, topic.signatureVersion()));
    }

    /** Nothing before it is confirmed. */
    void deliver(Topic topic, Publication publication, Subscription subscription) {
        if (subscription.isPending()) {
            return;
        }
        String body =
                subscription.isRaw()
                        ? publication.message()
                        : Envelope.signed(
                                publication,
                                subscription,
                                endpoint,
                                signer,
                                topic.signatureVersion());
        delivery.post(subscription, "Notification", publication.id(), body);
    }

    @Override
    public void close() {
        delivery.close();
    }
}
