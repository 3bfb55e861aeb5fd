package dev.spillway.localcloud.topic;

import dev.spillway.localcloud.aws.AwsAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The actions on topics and subscriptions: SNS API reference, 2010-03-31. */
final class TopicActions {

    private static final int PAGE = 100;

    private static final String PENDING = "pending confirmation";

    private final TopicRegistry registry;
    private final HttpFanOut http;

    TopicActions(TopicRegistry registry, HttpFanOut http) {
        this.registry = registry;
        this.http = http;
    }

    List<Xml> createTopic(QueryRequest request) {
        Topic wish = Topic.named(request.require("Name"), request.map("Attributes"));
        return List.of(Xml.text("TopicArn", registry.create(wish).arn()));
    }

    List<Xml> listTopics(QueryRequest request) {
        return page(
                request,
                "Topics",
                registry.topics(),
                topic -> Xml.element("member", Xml.text("TopicArn", topic.arn())));
    }

    List<Xml> getTopicAttributes(QueryRequest request) {
        Topic topic = registry.topic(request.require("TopicArn"));
        List<Subscription> subscriptions = registry.subscriptionsOf(topic.arn());
        long pending = subscriptions.stream().filter(Subscription::isPending).count();
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("DisplayName", "");
        attributes.putAll(topic.attributes());
        attributes.put("TopicArn", topic.arn());
        attributes.put("Owner", AwsAccess.ACCOUNT);
        attributes.put("SubscriptionsConfirmed", Long.toString(subscriptions.size() - pending));
        attributes.put("SubscriptionsPending", Long.toString(pending));
        attributes.put("SubscriptionsDeleted", "0");
        return attributes(attributes);
    }

    List<Xml> setTopicAttributes(QueryRequest request) {
        registry.setTopicAttribute(
                request.require("TopicArn"),
                request.require("AttributeName"),
                request.find("AttributeValue").orElse(""));
        return List.of();
    }

    List<Xml> deleteTopic(QueryRequest request) {
        registry.deleteTopic(request.require("TopicArn"));
        return List.of();
    }

    List<Xml> subscribe(QueryRequest request) {
        Topic topic = registry.topic(request.require("TopicArn"));
        Subscription wish =
                Subscription.to(
                        topic,
                        request.require("Protocol"),
                        request.require("Endpoint"),
                        request.map("Attributes"));
        Subscription made = registry.subscribe(wish);
        if (made.isPending()) {
            http.askForConfirmation(topic, made);
        }
        boolean wantsArn = request.find("ReturnSubscriptionArn").filter("true"::equals).isPresent();
        String arn = made.isPending() && !wantsArn ? PENDING : made.arn();
        return List.of(Xml.text("SubscriptionArn", arn));
    }

    List<Xml> confirmSubscription(QueryRequest request) {
        Topic topic = registry.topic(request.require("TopicArn"));
        Subscription confirmed = registry.confirm(topic.arn(), request.require("Token"));
        return List.of(Xml.text("SubscriptionArn", confirmed.arn()));
    }

    List<Xml> listSubscriptions(QueryRequest request) {
        return page(request, "Subscriptions", registry.subscriptions(), TopicActions::member);
    }

    List<Xml> listSubscriptionsByTopic(QueryRequest request) {
        Topic topic = registry.topic(request.require("TopicArn"));
        return page(
                request,
                "Subscriptions",
                registry.subscriptionsOf(topic.arn()),
                TopicActions::member);
    }

    private static Xml member(Subscription subscription) {
        return Xml.element(
                "member",
                Xml.text(
                        "SubscriptionArn",
                        subscription.isPending() ? "PendingConfirmation" : subscription.arn()),
                Xml.text("Owner", AwsAccess.ACCOUNT),
                Xml.text("Protocol", subscription.protocol()),
                Xml.text("Endpoint", subscription.endpoint()),
                Xml.text("TopicArn", subscription.topicArn()));
    }

    List<Xml> getSubscriptionAttributes(QueryRequest request) {
        Subscription subscription = registry.subscription(request.require("SubscriptionArn"));
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(Subscription.RAW, "false");
        subscription
                .policy()
                .ifPresent(_ -> attributes.put(Subscription.SCOPE, "MessageAttributes"));
        attributes.putAll(subscription.attributes());
        attributes.put("SubscriptionArn", subscription.arn());
        attributes.put("TopicArn", subscription.topicArn());
        attributes.put("Owner", AwsAccess.ACCOUNT);
        attributes.put("Protocol", subscription.protocol());
        attributes.put("Endpoint", subscription.endpoint());
        attributes.put("PendingConfirmation", Boolean.toString(subscription.isPending()));
        attributes.put("ConfirmationWasAuthenticated", Boolean.toString(!subscription.isHttp()));
        return attributes(attributes);
    }

    List<Xml> setSubscriptionAttributes(QueryRequest request) {
        registry.setSubscriptionAttribute(
                request.require("SubscriptionArn"),
                request.require("AttributeName"),
                request.find("AttributeValue").orElse(""));
        return List.of();
    }

    List<Xml> unsubscribe(QueryRequest request) {
        registry.unsubscribe(request.require("SubscriptionArn"));
        return List.of();
    }

    private static List<Xml> attributes(Map<String, String> attributes) {
        List<Xml> entries = new ArrayList<>();
        attributes.forEach((name, value) -> entries.add(Xml.entry(name, value)));
        return List.of(Xml.element("Attributes", entries));
    }

    /** A hundred at a time; the token is the number of those already given. */
    private static <T> List<Xml> page(
            QueryRequest request, String name, List<T> all, Function<T, Xml> member) {
        int from = Math.min(token(request), all.size());
        int to = Math.min(from + PAGE, all.size());
        List<Xml> page = new ArrayList<>();
        page.add(Xml.element(name, all.subList(from, to).stream().map(member).toList()));
        if (to < all.size()) {
            page.add(Xml.text("NextToken", Integer.toString(to)));
        }
        return page;
    }

    private static int token(QueryRequest request) {
        try {
            return Math.max(0, Integer.parseInt(request.find("NextToken").orElse("0")));
        } catch (NumberFormatException e) {
            throw SnsException.invalidParameter("NextToken");
        }
    }
}
