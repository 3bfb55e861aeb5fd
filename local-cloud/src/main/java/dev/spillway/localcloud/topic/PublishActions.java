package dev.spillway.localcloud.topic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Publish and PublishBatch: SNS API reference, 2010-03-31. */
final class PublishActions {

    private static final int MAX_BATCH = 10;
    private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final TopicRegistry registry;
    private final FanOut fanOut;

    PublishActions(TopicRegistry registry, FanOut fanOut) {
        this.registry = registry;
        this.fanOut = fanOut;
    }

    List<Xml> publish(QueryRequest request) {
        String arn =
                request.find("TopicArn")
                        .or(() -> request.find("TargetArn"))
                        .orElseThrow(() ->
                                SnsException.invalidParameter(
                                        "TopicArn or TargetArn Reason: no value for required parameter"));
        Topic topic = registry.topic(arn);
        Publication publication = Publication.read(request);
        fanOut.deliver(topic, publication, registry.subscriptionsOf(topic.arn()));
        return List.of(Xml.text("MessageId", publication.id()));
    }

    List<Xml> publishBatch(QueryRequest request) {
        Topic topic = registry.topic(request.require("TopicArn"));
        List<QueryRequest> entries = request.list("PublishBatchRequestEntries.member");
        requireBatch(entries);
        List<Xml> successful = new ArrayList<>();
        List<Xml> failed = new ArrayList<>();
        for (QueryRequest entry : entries) {
            String id = entry.require("Id");
            try {
                Publication publication = Publication.read(entry);
                fanOut.deliver(topic, publication, registry.subscriptionsOf(topic.arn()));
                successful.add(
                        Xml.element(
                                "member",
                                Xml.text("Id", id),
                                Xml.text("MessageId", publication.id())));
            } catch (SnsException e) {
                failed.add(failure(id, e));
            }
        }
        return List.of(Xml.element("Successful", successful), Xml.element("Failed", failed));
    }

    private static Xml failure(String id, SnsException e) {
        return Xml.element(
                "member",
                Xml.text("Id", id),
                Xml.text("Code", e.code()),
                Xml.text("Message", String.valueOf(e.getMessage())),
                Xml.text("SenderFault", Boolean.toString(e.isSendersFault())));
    }

    private static void requireBatch(List<QueryRequest> entries) {
        if (entries.isEmpty()) {
            throw SnsException.batch(
                    "EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > MAX_BATCH) {
            throw SnsException.batch(
                    "TooManyEntriesInBatchRequest",
                    "The batch request contains more entries than permissible.");
        }
        requireIds(entries);
        if (entries.stream().mapToInt(PublishActions::size).sum() > Publication.MAX_SIZE) {
            throw SnsException.batch(
                    "BatchRequestTooLong",
                    "The length of all the batch messages put together is more than the limit.");
        }
    }

    private static void requireIds(List<QueryRequest> entries) {
        Set<String> ids = new HashSet<>();
        for (QueryRequest entry : entries) {
            String id = entry.require("Id");
            if (!ENTRY_ID.matcher(id).matches()) {
                throw SnsException.batch(
                        "InvalidBatchEntryId",
                        "The Id of a batch entry in a batch request doesn't abide by the specification.");
            }
            if (!ids.add(id)) {
                throw SnsException.batch(
                        "BatchEntryIdsNotDistinct",
                        "Two or more batch entries in the request have the same Id.");
            }
        }
    }

    /** Of the message alone: its attributes are not known to be valid yet. */
    private static int size(QueryRequest entry) {
        return entry.find("Message").orElse("").getBytes(StandardCharsets.UTF_8).length;
    }
}
