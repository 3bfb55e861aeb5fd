package dev.spillway.localcloud.topic;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a topic's messages, how, and which of them.
 *
 * @param token what confirms the subscription of an HTTP endpoint, also a second time; null for
 *     queues, which nobody has to ask
 */
record Subscription(
        String arn,
        String topicArn,
        String protocol,
        String endpoint,
        Map<String, String> attributes,
        @Nullable String token,
        boolean confirmed) {

    static final String RAW = "RawMessageDelivery";
    static final String POLICY = "FilterPolicy";
    static final String HTTP = "http";
    static final String SCOPE = "FilterPolicyScope";

    private static final Pattern QUEUE_ARN =
            Pattern.compile("arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:([A-Za-z0-9_-]{1,80})");
    private static final Set<String> NOT_YET =
            Set.of("https", "email", "email-json", "sms", "application", "lambda", "firehose");
    private static final Set<String> SETTABLE =
            Set.of(RAW, POLICY, SCOPE, "DeliveryPolicy", "RedrivePolicy");

    static Subscription to(
            Topic topic, String protocol, String endpoint, Map<String, String> attributes) {
        requireServed(protocol);
        boolean isHttp = protocol.equals(HTTP);
        if (isHttp ? !isOnThisMachine(endpoint) : !QUEUE_ARN.matcher(endpoint).matches()) {
            throw SnsException.invalidParameter(
                    isHttp ? "Endpoint must be an http URL of 127.0.0.1" : "SQS endpoint ARN");
        }
        String arn = topic.arn() + ":" + UUID.randomUUID();
        String token = isHttp ? UUID.randomUUID().toString().replace("-", "") : null;
        return new Subscription(
                arn, topic.arn(), protocol, endpoint, checked(attributes), token, !isHttp);
    }

    /** What stands in for SNS on one machine has no business on another. */
    private static boolean isOnThisMachine(String endpoint) {
        try {
            URI uri = URI.create(endpoint);
            return "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    Subscription confirm() {
        return new Subscription(arn, topicArn, protocol, endpoint, attributes, token, true);
    }

    boolean isPending() {
        return token != null && !confirmed;
    }

    boolean isHttp() {
        return protocol.equals(HTTP);
    }

    private static void requireServed(String protocol) {
        if (NOT_YET.contains(protocol)) {
            throw SnsException.invalidParameter(
                    "Protocol: the local SNS delivers to sqs and http, not to " + protocol);
        }
        if (!Set.of("sqs", HTTP).contains(protocol)) {
            throw SnsException.invalidParameter(
                    "Amazon SNS does not support this protocol string: " + protocol);
        }
    }

    /** An empty value takes the attribute away. */
    Subscription with(String attribute, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(attribute);
        } else {
            changed.put(attribute, value);
        }
        return new Subscription(
                arn, topicArn, protocol, endpoint, checked(changed), token, confirmed);
    }

    private static Map<String, String> checked(Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            if (!SETTABLE.contains(name)) {
                throw SnsException.invalidParameter("AttributeName: " + name);
            }
            if (name.equals(RAW) && !Set.of("true", "false").contains(value)) {
                throw SnsException.invalidParameter(RAW + " must be true or false");
            }
        });
        policy(attributes);
        return Map.copyOf(attributes);
    }

    boolean isRaw() {
        return "true".equals(attributes.get(RAW));
    }

    Optional<FilterPolicy> policy() {
        return policy(attributes);
    }

    private static Optional<FilterPolicy> policy(Map<String, String> attributes) {
        FilterPolicy.Scope scope =
                FilterPolicy.Scope.named(attributes.getOrDefault(SCOPE, "MessageAttributes"));
        return Optional.ofNullable(attributes.get(POLICY))
                .map(json -> FilterPolicy.parse(json, scope));
    }

    /** The last part of the queue's ARN, which is its name. */
    String queueName() {
        return endpoint.substring(endpoint.lastIndexOf(':') + 1);
    }
}
