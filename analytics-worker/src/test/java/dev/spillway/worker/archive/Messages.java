package dev.spillway.worker.archive;

import dev.spillway.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Messages to be archived. */
final class Messages {

    private static final UUID TENANT = UUID.fromString("019aa3ef-0000-7000-8000-0000000000aa");

    private Messages() {}

    static ArchivedMessage saying(String text) {
        return new ArchivedMessage(
                ArchivedMessage.Kind.PARCEL,
                Ids.next(),
                TENANT,
                Instant.ofEpochMilli(1_795_255_200_123L),
                Instant.ofEpochMilli(1_795_255_200_456L),
                text);
    }

    static List<ArchivedMessage> some(int count) {
        return IntStream.range(0, count).mapToObj(i -> saying("message " + i)).toList();
    }
}
