package dev.spillway.worker.job;

import dev.spillway.platform.id.Ids;
import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the numbers from 1 to its parameter, each once: a number that is written twice breaks the
 * table's primary key.
 */
final class NumberJob implements JobHandler {

    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS number_written (
                tenant_id BINARY(16) NOT NULL, job_id BINARY(16) NOT NULL, n BIGINT NOT NULL,
                PRIMARY KEY (tenant_id, job_id, n))
            """;

    private final JdbcTemplate jdbc;
    private LongConsumer afterEach = _ -> {};

    NumberJob(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    static void prepare(WorkerDatabase database) {
        database.owner().execute(TABLE);
        database.owner().execute("GRANT SELECT, INSERT ON number_written TO 'spillway_worker'@'%'");
    }

    /** What happens inside the step's transaction after a number was written. */
    NumberJob afterEach(LongConsumer effect) {
        afterEach = effect;
        return this;
    }

    @Override
    public JobKind kind() {
        return JobKind.DEAD_LETTER_REPLAY;
    }

    @Override
    public Step next(Job job, int items) {
        long from = place(job) + 1;
        long to = Math.min(last(job), place(job) + items);
        List<Long> numbers = LongStream.rangeClosed(from, to).boxed().toList();
        return () -> {
            numbers.forEach(number -> write(job, number));
            return progress(job, to, numbers.size(), 0);
        };
    }

    private void write(Job job, long number) {
        jdbc.update(
                "INSERT INTO number_written (tenant_id, job_id, n) VALUES (?, ?, ?)",
                Ids.bytes(job.tenantId()),
                Ids.bytes(job.id()),
                number);
        afterEach.accept(number);
    }

    @Override
    public Step past(Job job, RuntimeException failure) {
        return () -> progress(job, place(job) + 1, 0, 1);
    }

    private static Progress progress(Job job, long place, long done, long failed) {
        return new Progress(place < last(job) ? Long.toString(place) : null, done, 0, failed);
    }

    private static long place(Job job) {
        String place = job.place();
        return place == null ? 0 : Long.parseLong(place);
    }

    private static long last(Job job) {
        return job.parameters(Long.class);
    }

    static long written(WorkerDatabase database, UUID jobId) {
        Long count =
                database.owner()
                        .queryForObject(
                                "SELECT COUNT(*) FROM number_written WHERE job_id = ?",
                                Long.class,
                                (Object) Ids.bytes(jobId));
        return count == null ? 0 : count;
    }
}
