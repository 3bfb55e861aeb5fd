package dev.spillway.worker.people;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.people.PeopleSketch;
import dev.spillway.platform.people.Reach;
import dev.spillway.platform.people.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How {@code people_pending} holds what a batch saw: the version, then for each bucket campaign (16
 * bytes), source (16), hour since 1970 (4), reach (1), length (4) and the sketch.
 *
 * <p>A row lives for seconds, so there is one version at a time; it tells a worker of another
 * version to leave the row alone.
 */
final class PendingCodec {

    private static final byte VERSION = 1;
    private static final int SECONDS = 3_600;
    private static final int HEAD = 16 + 16 + 4 + 1 + 4;
    private static final byte[] NOBODY = {};

    /** In the order in which they are numbered. */
    private static final List<Stage> STAGES =
            List.of(Stage.SENT, Stage.DELIVERED, Stage.OPENED, Stage.CLICKED, Stage.CONVERTED);

    private PendingCodec() {}

    /** Buckets in rows of at most so many. */
    static List<byte[]> encode(Seen seen, int buckets) {
        List<byte[]> rows = new ArrayList<>();
        List<Entry> row = new ArrayList<>();
        for (Map.Entry<Bucket, PeopleSketch> each : seen.people().entrySet()) {
            boolean anybody = each.getKey().reach() != null;
            row.add(new Entry(each.getKey(), anybody ? each.getValue().bytes() : NOBODY));
            if (row.size() == buckets) {
                rows.add(encode(row));
                row.clear();
            }
        }
        if (!row.isEmpty()) {
            rows.add(encode(row));
        }
        return rows;
    }

    private static byte[] encode(List<Entry> entries) {
        int size = entries.stream().mapToInt(entry -> HEAD + entry.sketch().length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(1 + size).put(VERSION);
        for (Entry entry : entries) {
            Bucket bucket = entry.bucket();
            bytes.put(Ids.bytes(bucket.campaignId()))
                    .put(Ids.bytes(bucket.sourceId()))
                    .putInt(Math.toIntExact(Math.floorDiv(bucket.hour().getEpochSecond(), SECONDS)))
                    .put(code(bucket.reach()))
                    .putInt(entry.sketch().length)
                    .put(entry.sketch());
        }
        return bytes.array();
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws IllegalStateException if another version of the worker wrote it
     */
    static List<Entry> decode(byte[] row) {
        ByteBuffer bytes = ByteBuffer.wrap(row);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalStateException("people pending in version " + version);
        }
        List<Entry> entries = new ArrayList<>();
        while (bytes.hasRemaining()) {
            Bucket bucket =
                    new Bucket(
                            Ids.uuid(read(bytes, 16)),
                            Ids.uuid(read(bytes, 16)),
                            Instant.ofEpochSecond((long) bytes.getInt() * SECONDS),
                            reach(bytes.get()));
            entries.add(new Entry(bucket, read(bytes, bytes.getInt())));
        }
        return entries;
    }

    private static byte[] read(ByteBuffer bytes, int length) {
        byte[] read = new byte[length];
        bytes.get(read);
        return read;
    }

    /** 0 for nobody; otherwise two for each stage, persons and machines. */
    private static byte code(@Nullable Reach reach) {
        return (byte)
                (reach == null
                        ? 0
                        : 1 + 2 * STAGES.indexOf(reach.stage()) + (reach.machine() ? 1 : 0));
    }

    private static @Nullable Reach reach(byte code) {
        return code == 0 ? null : new Reach(STAGES.get((code - 1) / 2), (code - 1) % 2 == 1);
    }

    /**
     * A bucket and its sketch.
     *
     * @param sketch empty where the bucket has no reach
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Entry(Bucket bucket, byte[] sketch) {}
}
