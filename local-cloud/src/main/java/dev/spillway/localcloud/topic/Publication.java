package dev.spillway.localcloud.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One message published to a topic, checked against what SNS takes. */
record Publication(
        String id,
        Instant at,
        String message,
        Optional<String> subject,
        Map<String, MessageAttribute> attributes,
        Optional<String> groupId) {

    /** 256 KiB, for one message and for a whole batch: SNS API reference, Publish. */
    static final int MAX_SIZE = 256 * 1024;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SUBJECT = Pattern.compile("[^\\s\\p{Cntrl}][^\\p{Cntrl}]{0,99}");
    private static final Pattern GROUP = Pattern.compile("[\\x21-\\x7E]{1,128}");

    static Publication read(QueryRequest request) {
        Publication publication =
                new Publication(
                        UUID.randomUUID().toString(),
                        Instant.now(),
                        message(request),
                        request.find("Subject"),
                        MessageAttribute.readAll(request),
                        request.find("MessageGroupId"));
        publication.requireValid();
        if (request.find("MessageDeduplicationId").isPresent()) {
            throw SnsException.invalidParameter(
                    "The request includes MessageDeduplicationId parameter that is not valid for this topic type");
        }
        return publication;
    }

    private static String message(QueryRequest request) {
        String message = request.find("Message").orElse("");
        if (message.isEmpty()) {
            throw SnsException.invalidParameter("Empty message");
        }
        return request.find("MessageStructure").filter("json"::equals).isPresent()
                ? forSqs(message)
                : message;
    }

    /** With {@code MessageStructure=json} a message holds a text per protocol. */
    private static String forSqs(String message) {
        JsonNode texts = structure(message);
        JsonNode text = texts.has("sqs") ? texts.get("sqs") : texts.get("default");
        if (!texts.path("default").isString() || text == null || !text.isString()) {
            throw SnsException.invalidParameter(
                    "Message Structure - No default entry in JSON message body");
        }
        return text.stringValue();
    }

    private static JsonNode structure(String message) {
        try {
            return JSON.readTree(message);
        } catch (JacksonException e) {
            throw SnsException.invalidParameter(
                    "Message Structure - JSON message body failed to parse");
        }
    }

    private void requireValid() {
        if (size() > MAX_SIZE) {
            throw SnsException.invalidParameter("Message too long");
        }
        if (!Xml.allows(message)) {
            throw SnsException.invalidParameter(
                    "Message contains characters that XML 1.0 does not allow");
        }
        if (subject.isPresent() && !SUBJECT.matcher(subject.get()).matches()) {
            throw SnsException.invalidParameter("Subject");
        }
        if (groupId.isPresent() && !GROUP.matcher(groupId.get()).matches()) {
            throw SnsException.invalidParameter("MessageGroupId");
        }
    }

    int size() {
        int size = message.getBytes(StandardCharsets.UTF_8).length;
        for (Map.Entry<String, MessageAttribute> attribute : attributes.entrySet()) {
            size += attribute.getValue().size(attribute.getKey());
        }
        return size;
    }
}
