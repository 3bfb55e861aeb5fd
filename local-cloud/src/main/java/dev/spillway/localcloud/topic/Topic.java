package dev.spillway.localcloud.topic;

import dev.spillway.localcloud.aws.AwsAccess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A topic and what was set on it. */
record Topic(String arn, Map<String, String> attributes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    /** Stored and shown; none of them changes what happens here. */
    private static final Set<String> SETTABLE =
            Set.of(
                    "DeliveryPolicy",
                    "DisplayName",
                    "KmsMasterKeyId",
                    "Policy",
                    "SignatureVersion",
                    "TracingConfig");

    static Topic named(String name, Map<String, String> attributes) {
        if (!NAME.matcher(name).matches()) {
            throw SnsException.invalidParameter("Topic Name (FIFO topics are not served here)");
        }
        attributes.keySet().forEach(Topic::requireSettable);
        String arn = "arn:aws:sns:%s:%s:%s".formatted(AwsAccess.REGION, AwsAccess.ACCOUNT, name);
        return new Topic(arn, Map.copyOf(attributes));
    }

    Topic with(String attribute, String value) {
        requireSettable(attribute);
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, value);
        return new Topic(arn, Map.copyOf(changed));
    }

    /** Which of SNS's signatures its messages to HTTP endpoints have: 1 unless set. */
    String signatureVersion() {
        return attributes.getOrDefault("SignatureVersion", "1");
    }

    private static void requireSettable(String attribute) {
        if (!SETTABLE.contains(attribute)) {
            throw SnsException.invalidParameter("AttributeName: " + attribute);
        }
    }
}
