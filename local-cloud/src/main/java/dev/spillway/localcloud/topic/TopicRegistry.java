package dev.spillway.localcloud.topic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The topics and subscriptions there are. Readers see one immutable state; a change is stored
 * before it is seen. Thread-safe.
 */
final class TopicRegistry {

    /** Everything there is, by ARN, oldest first. */
    record State(Map<String, Topic> topics, Map<String, Subscription> subscriptions) {

        static State empty() {
            return new State(Map.of(), Map.of());
        }

        State with(Topic topic) {
            Map<String, Topic> changed = new LinkedHashMap<>(topics);
            changed.put(topic.arn(), topic);
            return new State(changed, subscriptions);
        }

        State with(Subscription subscription) {
            Map<String, Subscription> changed = new LinkedHashMap<>(subscriptions);
            changed.put(subscription.arn(), subscription);
            return new State(topics, changed);
        }

        State withoutTopic(String arn) {
            Map<String, Topic> changed = new LinkedHashMap<>(topics);
            changed.remove(arn);
            Map<String, Subscription> kept = new LinkedHashMap<>(subscriptions);
            kept.values().removeIf(subscription -> subscription.topicArn().equals(arn));
            return new State(changed, kept);
        }

        State withoutSubscription(String arn) {
            Map<String, Subscription> changed = new LinkedHashMap<>(subscriptions);
            changed.remove(arn);
            return new State(topics, changed);
        }
    }

    private final TopicStore store;
    private volatile State state;

    TopicRegistry(TopicStore store) {
        this.store = store;
        this.state = store.load();
    }

    private synchronized void change(UnaryOperator<State> change) {
        State changed = change.apply(state);
        store.save(changed);
        state = changed;
    }

    /** Creates a topic, or gives back the one of that name as it is. */
    synchronized Topic create(Topic topic) {
        Topic existing = state.topics().get(topic.arn());
        if (existing != null) {
            return existing;
        }
        change(state -> state.with(topic));
        return topic;
    }

    /** Subscribes, or gives back the subscription of that topic and endpoint. */
    synchronized Subscription subscribe(Subscription wish) {
        Optional<Subscription> existing =
                subscriptionsOf(wish.topicArn()).stream()
                        .filter(s -> s.endpoint().equals(wish.endpoint()))
                        .findFirst();
        if (existing.isEmpty()) {
            change(state -> state.with(wish));
            return wish;
        }
        if (!existing.get().attributes().equals(wish.attributes())) {
            throw SnsException.invalidParameter(
                    "Attributes Reason: Subscription already exists with different attributes");
        }
        return existing.get();
    }

    /** Confirming again is no error: whoever did not hear the answer asks once more. */
    synchronized Subscription confirm(String topicArn, String token) {
        Subscription confirmed =
                subscriptionsOf(topicArn).stream()
                        .filter(subscription -> token.equals(subscription.token()))
                        .findFirst()
                        .orElseThrow(() -> SnsException.invalidParameter("Token"))
                        .confirm();
        change(state -> state.with(confirmed));
        return confirmed;
    }

    synchronized void setTopicAttribute(String arn, String attribute, String value) {
        Topic changed = topic(arn).with(attribute, value);
        change(state -> state.with(changed));
    }

    synchronized void setSubscriptionAttribute(String arn, String attribute, String value) {
        Subscription changed = subscription(arn).with(attribute, value);
        change(state -> state.with(changed));
    }

    void deleteTopic(String arn) {
        change(state -> state.withoutTopic(arn));
    }

    void unsubscribe(String arn) {
        change(state -> state.withoutSubscription(arn));
    }

    List<Topic> topics() {
        return List.copyOf(state.topics().values());
    }

    List<Subscription> subscriptions() {
        return List.copyOf(state.subscriptions().values());
    }

    List<Subscription> subscriptionsOf(String topicArn) {
        List<Subscription> found = new ArrayList<>();
        for (Subscription subscription : state.subscriptions().values()) {
            if (subscription.topicArn().equals(topicArn)) {
                found.add(subscription);
            }
        }
        return found;
    }

    Topic topic(String arn) {
        return Optional.ofNullable(state.topics().get(arn))
                .orElseThrow(() -> SnsException.notFound("Topic"));
    }

    Subscription subscription(String arn) {
        return Optional.ofNullable(state.subscriptions().get(arn))
                .orElseThrow(() -> SnsException.notFound("Subscription"));
    }
}
