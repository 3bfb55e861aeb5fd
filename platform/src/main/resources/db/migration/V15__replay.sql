-- Counting anew what is stored (ADR 0047). An hour of a source is counted into a new generation of its rows in event_rollup
-- while batches go on; then readers are shown that one instead.

-- Through it batches go side by side (a shared lock, to the end of the transaction) while they add to a tenant's counts. A
-- rebuild locks it alone for an instant: then every batch is either committed or yet to look into rollup_generation.
CREATE TABLE rollup_gate (
    tenant_id BINARY(16) NOT NULL PRIMARY KEY,
    rebuilt   BOOLEAN    NOT NULL DEFAULT FALSE -- whether there is anything in rollup_generation to look for
);

-- Hours that were counted anew, or are being. No row: generation 0 is seen and none is built.
CREATE TABLE rollup_generation (
    tenant_id     BINARY(16) NOT NULL,
    hour          DATETIME   NOT NULL,
    source_id     BINARY(16) NOT NULL,
    visible       INT        NOT NULL DEFAULT 0, -- the generation that readers see
    building      INT        NULL,               -- the one that is built
    taken_until   DATETIME   NULL, -- of the minutes before it batches add to the one that is built, too
    counted_until DATETIME   NULL, -- of the minutes before it all that was stored is in the one that is built
    job_id        BINARY(16) NULL, -- who builds it, or has rows of another generation than the visible one to delete
    PRIMARY KEY (tenant_id, hour, source_id),
    KEY rollup_generation_job (job_id)
);

-- The one generation of each hour that is seen. The join finds a row by its whole key, mostly none, and once for all rows of
-- a source's hour that follow each other.
CREATE VIEW app_event_rollup AS
SELECT event_rollup.tenant_id, grain, bucket, event_rollup.source_id, campaign_id, type, machine, slot, events
FROM event_rollup
LEFT JOIN rollup_generation
  ON rollup_generation.tenant_id = event_rollup.tenant_id
 AND rollup_generation.hour = event_rollup.bucket - INTERVAL MINUTE(event_rollup.bucket) MINUTE
 AND rollup_generation.source_id = event_rollup.source_id
WHERE event_rollup.tenant_id = current_tenant() AND event_rollup.generation = COALESCE(rollup_generation.visible, 0);

-- Hours whose people have to be counted anew because events were taken out of them: written with the change, done after it.
CREATE TABLE people_recount (
    tenant_id  BINARY(16) NOT NULL,
    hour       DATETIME   NOT NULL,
    request_id BINARY(16) NOT NULL, -- another one by the time it was counted: count it once more
    PRIMARY KEY (tenant_id, hour)
);
