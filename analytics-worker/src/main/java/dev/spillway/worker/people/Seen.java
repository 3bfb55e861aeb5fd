package dev.spillway.worker.people;

import dev.spillway.platform.people.PeopleSketch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who was seen in which bucket, of one tenant. Used by one thread. */
final class Seen {

    private final Map<Bucket, PeopleSketch> people = new LinkedHashMap<>();

    /** Adds a person; of nobody, that the bucket is there. */
    void add(Bucket bucket, byte @Nullable [] recipientHash) {
        PeopleSketch sketch = people.computeIfAbsent(bucket, _ -> new PeopleSketch());
        if (recipientHash != null && bucket.reach() != null) {
            sketch.add(recipientHash);
        }
    }

    Map<Bucket, PeopleSketch> people() {
        return people;
    }
}
