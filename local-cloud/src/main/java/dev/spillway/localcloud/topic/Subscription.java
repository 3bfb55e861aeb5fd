package dev.spillway.localcloud.topic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Who gets a topic's messages, how, and which of them. */
record Subscription(
        String arn,
        String topicArn,
        String protocol,
        String endpoint,
        Map<String, String> attributes) {

    static final String RAW = "RawMessageDelivery";
    static final String POLICY = "FilterPolicy";
    static final String SCOPE = "FilterPolicyScope";

    private static final Pattern QUEUE_ARN =
            Pattern.compile("arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:([A-Za-z0-9_-]{1,80})");
    private static final Set<String> NOT_YET =
            Set.of(
                    "http",
                    "https",
                    "email",
                    "email-json",
                    "sms",
                    "application",
                    "lambda",
                    "firehose");
    private static final Set<String> SETTABLE =
            Set.of(RAW, POLICY, SCOPE, "DeliveryPolicy", "RedrivePolicy");

    static Subscription to(
            Topic topic, String protocol, String endpoint, Map<String, String> attributes) {
        requireServed(protocol);
        if (!QUEUE_ARN.matcher(endpoint).matches()) {
            throw SnsException.invalidParameter("SQS endpoint ARN");
        }
        String arn = topic.arn() + ":" + UUID.randomUUID();
        return new Subscription(arn, topic.arn(), protocol, endpoint, checked(attributes));
    }

    private static void requireServed(String protocol) {
        if (NOT_YET.contains(protocol)) {
            throw SnsException.invalidParameter(
                    "Protocol: the local SNS delivers to sqs only, not to " + protocol);
        }
        if (!protocol.equals("sqs")) {
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
        return new Subscription(arn, topicArn, protocol, endpoint, checked(changed));
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
