-- Pre-aggregated counts: what dashboards read. Writers add into a slot of their own and readers sum the slots, so that a
-- flooded tenant's row is not one lock. Buckets are UTC starts of a minute or an hour.

CREATE TABLE campaign (
    tenant_id     BINARY(16)   NOT NULL,
    id            BINARY(16)   NOT NULL, -- first 16 bytes of SHA-256 over the name
    name          VARCHAR(255) NOT NULL,
    first_seen_at DATETIME(3)  NOT NULL,
    last_seen_at  DATETIME(3)  NOT NULL,
    PRIMARY KEY (tenant_id, id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Events by event time. No campaign = 16 zero bytes. Of several generations of an hour one is seen (V15).
CREATE TABLE event_rollup (
    tenant_id   BINARY(16)  NOT NULL,
    grain       VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bucket      DATETIME    NOT NULL,
    source_id   BINARY(16)  NOT NULL,
    campaign_id BINARY(16)  NOT NULL,
    type        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    machine     BOOLEAN     NOT NULL,
    slot        TINYINT     NOT NULL,
    generation  INT         NOT NULL DEFAULT 0,
    events      BIGINT      NOT NULL,
    PRIMARY KEY (tenant_id, grain, bucket, source_id, campaign_id, type, machine, slot, generation),
    CONSTRAINT event_rollup_grain CHECK (grain IN ('minute', 'hour'))
);

-- Webhooks by receipt time. outcome: received = stored + duplicate + dead_letter; rejected stands beside them, its reason is
-- the error's code. Of stored, verified and failed are counted again under those names.
CREATE TABLE traffic_rollup (
    tenant_id BINARY(16)  NOT NULL,
    grain     VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bucket    DATETIME    NOT NULL,
    source_id BINARY(16)  NOT NULL,
    outcome   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    slot      TINYINT     NOT NULL,
    webhooks  BIGINT      NOT NULL,
    PRIMARY KEY (tenant_id, grain, bucket, source_id, outcome, reason, slot),
    CONSTRAINT traffic_rollup_grain CHECK (grain IN ('minute', 'hour')),
    CONSTRAINT traffic_rollup_outcome
        CHECK (outcome IN ('received', 'stored', 'duplicate', 'dead_letter', 'rejected', 'verified', 'failed'))
);

-- Milliseconds from receipt to commit, as a histogram: bound_millis is the upper bound of its class.
CREATE TABLE lag_rollup (
    tenant_id    BINARY(16) NOT NULL,
    grain        VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bucket       DATETIME   NOT NULL,
    bound_millis INT        NOT NULL,
    slot         TINYINT    NOT NULL,
    webhooks     BIGINT     NOT NULL,
    PRIMARY KEY (tenant_id, grain, bucket, bound_millis, slot)
);
