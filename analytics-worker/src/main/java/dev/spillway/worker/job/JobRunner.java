package dev.spillway.worker.job;

import dev.spillway.platform.job.JobKind;
import dev.spillway.worker.sql.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives jobs their turns, on the one thread that calls it. Each step is one transaction with the
 * progress it made; if that cannot be saved because the job is another worker's by now, the step
 * had no effect.
 */
final class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final Map<JobKind, JobHandler> handlers;
    private final JobRows rows;
    private final Turns turns;
    private final TransactionTemplate transaction;
    private final JobProperties properties;
    private final JobMetrics metrics;
    private final Pause pause;

    JobRunner(
            Map<JobKind, JobHandler> handlers,
            JobRows rows,
            TransactionTemplate transaction,
            JobProperties properties,
            JobMetrics metrics,
            Pause pause) {
        this.handlers = Map.copyOf(handlers);
        this.rows = rows;
        this.turns = new Turns(rows, this.handlers.keySet());
        this.transaction = transaction;
        this.properties = properties;
        this.metrics = metrics;
        this.pause = pause;
    }

    /**
     * Gives the next job its turn.
     *
     * @return false if none waits
     * @throws RuntimeException if the database did not let it go on; the job waits for another turn
     */
    boolean turn() {
        Optional<Job> taken = turns.take();
        taken.ifPresent(this::turn);
        return taken.isPresent();
    }

    private void turn(Job taken) {
        long end = System.nanoTime() + properties.turn().toNanos();
        int singly = 0;
        try {
            do {
                Optional<Job> job = rows.find(taken).filter(this::goesOn);
                if (job.isEmpty()) {
                    return;
                }
                singly = step(job.get(), singly);
            } while (System.nanoTime() < end && !pause.isOver());
            rows.release(taken);
        } catch (LeaseLostException e) {
            LOG.warn("{}", e.getMessage());
        } catch (RuntimeException e) {
            metrics.fault(taken.kind());
            giveBack(taken);
            throw e;
        }
    }

    /** After a fault the database may not be there: then the lease has to end. */
    private void giveBack(Job job) {
        try {
            rows.release(job);
        } catch (RuntimeException e) {
            LOG.debug("job {} keeps its lease", job.id());
        }
    }

    private boolean goesOn(Job job) {
        if (job.cancelled()) {
            end(job, new JobEnd.Cancelled());
        }
        return !job.cancelled();
    }

    /**
     * One step.
     *
     * @param singly how many steps are still to be of one item, since one of many failed
     * @return how many are so after it
     */
    private int step(Job job, int singly) {
        int items = singly > 0 ? 1 : properties.batch();
        try {
            commit(job, handler(job).next(job, items));
        } catch (JobFailedException e) {
            end(job, new JobEnd.Failed(e.code()));
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            // A step that outlasts its transaction does so each time: it is tried item by item.
            // Where the database is slow for everybody, one item fails too, and the job waits.
            boolean tooMuch = items > 1 && Fault.tookTooLong(e);
            if (Fault.of(e) != Fault.POISON && !tooMuch) {
                throw e;
            }
            if (items > 1) {
                return items;
            }
            goPast(job, e);
        } catch (OutOfMemoryError e) {
            // Whose fault that was nobody knows, so the items are tried once more, each alone.
            if (items > 1) {
                return items;
            }
            goPast(job, new IllegalStateException("an item does not fit the heap", e));
        }
        return Math.max(0, singly - 1);
    }

    private JobHandler handler(Job job) {
        JobHandler handler = handlers.get(job.kind());
        if (handler == null) {
            throw new IllegalStateException("nobody does " + job.kind());
        }
        return handler;
    }

    private void goPast(Job job, RuntimeException failure) {
        try {
            commit(job, handler(job).past(job, failure));
        } catch (JobFailedException e) {
            end(job, new JobEnd.Failed(e.code()));
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Fault.of(e) != Fault.POISON) {
                throw e;
            }
            // By its class alone: a message may quote data.
            LOG.error("job {} fails: {}", job.id(), e.getClass().getName());
            end(job, new JobEnd.Failed("internal_error"));
        }
    }

    private void commit(Job job, Step step) {
        long began = System.nanoTime();
        Progress progress =
                transaction.execute(_ -> {
                    Progress made = step.write();
                    rows.save(job, made);
                    if (made.isLast()) {
                        rows.end(job, new JobEnd.Done());
                    }
                    return made;
                });
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        metrics.stepped(job.kind(), progress, took);
        progress.then().run();
        if (progress.isLast()) {
            ended(job, new JobEnd.Done());
        } else {
            slowDown(progress, took);
        }
    }

    /** So many items a second and no more. */
    private void slowDown(Progress progress, Duration took) {
        Duration due = Duration.ofSeconds(progress.items()).dividedBy(properties.rate());
        pause.of(due.minus(took));
    }

    private void end(Job job, JobEnd end) {
        rows.end(job, end);
        ended(job, end);
    }

    private void ended(Job job, JobEnd end) {
        metrics.ended(job.kind(), end);
        LOG.info("job {} ({}) ended: {}", job.id(), job.kind().code(), end.status());
    }
}
