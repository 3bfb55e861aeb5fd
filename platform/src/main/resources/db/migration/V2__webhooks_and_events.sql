-- What was received and what was found in it. webhook and event are partitioned by the day on which they expire, so that
-- retention drops partitions instead of deleting rows; therefore expires_on is in their primary keys and no foreign key
-- points at them.

-- A parcel or signal whose effect is in the database. A redelivery finds its claim and changes nothing. A parcel that
-- holds too much for one transaction has its effect in parts, in the order of its webhooks' ids: settled_through is the
-- last one that had it, and NULL once all had.
CREATE TABLE parcel_claim (
    tenant_id  BINARY(16)  NOT NULL,
    parcel_id  BINARY(16)  NOT NULL,
    claimed_at DATETIME(3) NOT NULL,
    settled_through BINARY(16) NULL,
    PRIMARY KEY (tenant_id, parcel_id)
);

-- The identity of a webhook: SHA-256 over the namespace (verified or not) and the provider's key or the fingerprint.
CREATE TABLE webhook_claim (
    tenant_id  BINARY(16)  NOT NULL,
    source_id  BINARY(16)  NOT NULL,
    identity   BINARY(32)  NOT NULL,
    webhook_id BINARY(16)  NOT NULL,
    webhook_expires_on DATE NOT NULL,
    claimed_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    PRIMARY KEY (tenant_id, source_id, identity)
);

CREATE TABLE webhook (
    tenant_id    BINARY(16)    NOT NULL,
    id           BINARY(16)    NOT NULL, -- UUIDv7 of the receipt: the primary key is also the order of time
    expires_on   DATE          NOT NULL,
    source_id    BINARY(16)    NOT NULL,
    parcel_id    BINARY(16)    NOT NULL,
    provider     VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    received_at  DATETIME(3)   NOT NULL,
    stored_at    DATETIME(3)   NOT NULL,
    method       VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    path         VARCHAR(2048) NOT NULL,
    query        TEXT          NOT NULL,
    content_type VARCHAR(255)  NULL,
    headers      MEDIUMTEXT    NOT NULL, -- JSON: [["name", "value"], …]
    body         MEDIUMBLOB    NOT NULL,
    size_bytes   INT           NOT NULL,
    verification VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_key    VARCHAR(255)  NULL,
    event_count  INT           NOT NULL,
    outcome      VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    duplicates   INT           NOT NULL DEFAULT 0,
    test         BOOLEAN       NOT NULL DEFAULT FALSE,
    redacted_at  DATETIME(3)   NULL, -- when somebody was taken out of it (V17)
    original_sha256 BINARY(32) NULL, -- of the body as it came; only where it was redacted
    PRIMARY KEY (tenant_id, id, expires_on),
    KEY webhook_source (tenant_id, source_id, id),
    CONSTRAINT webhook_verification CHECK (verification IN ('verified', 'failed', 'unchecked')),
    CONSTRAINT webhook_outcome CHECK (outcome IN ('normalised', 'unknown', 'unparsable'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (expires_on) (PARTITION p_later VALUES LESS THAN (MAXVALUE));

-- The id that a sender was given for a webhook which was there already leads to the stored one.
CREATE TABLE webhook_duplicate (
    tenant_id   BINARY(16)  NOT NULL,
    id          BINARY(16)  NOT NULL,
    webhook_id  BINARY(16)  NOT NULL,
    source_id   BINARY(16)  NOT NULL,
    received_at DATETIME(3) NOT NULL,
    expires_on  DATE        NOT NULL,
    PRIMARY KEY (tenant_id, id, expires_on)
)
PARTITION BY RANGE COLUMNS (expires_on) (PARTITION p_later VALUES LESS THAN (MAXVALUE));

-- The identity of an event across webhooks: SHA-256 over the provider's event id or the event itself.
CREATE TABLE event_claim (
    tenant_id  BINARY(16)  NOT NULL,
    source_id  BINARY(16)  NOT NULL,
    identity   BINARY(32)  NOT NULL,
    webhook_id BINARY(16)  NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    PRIMARY KEY (tenant_id, source_id, identity)
);

CREATE TABLE event (
    tenant_id         BINARY(16)    NOT NULL,
    webhook_id        BINARY(16)    NOT NULL,
    ordinal           INT           NOT NULL, -- place inside the webhook
    expires_on        DATE          NOT NULL,
    id                BINARY(16)    NOT NULL,
    source_id         BINARY(16)    NOT NULL,
    provider          VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    channel           VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type              VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    occurred_at       DATETIME(3)   NOT NULL,
    received_at       DATETIME(3)   NOT NULL,
    recipient_hash    BINARY(32)    NULL,
    recipient_masked  VARCHAR(320)  NULL,
    message_id        VARCHAR(255)  NULL,
    campaign_id       BINARY(16)    NULL,
    campaign          VARCHAR(255)  NULL,
    tags              TEXT          NULL, -- JSON: ["tag", …]
    url               VARCHAR(2048) NULL,
    user_agent        VARCHAR(512)  NULL,
    machine           BOOLEAN       NOT NULL DEFAULT FALSE,
    reject_reason     VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    description       VARCHAR(1024) NULL,
    amount            BIGINT        NULL, -- minor units
    currency          CHAR(3)       CHARACTER SET ascii COLLATE ascii_bin NULL,
    provider_event_id VARCHAR(255)  NULL,
    test              BOOLEAN       NOT NULL DEFAULT FALSE, -- as its webhook's: what is not counted
    PRIMARY KEY (tenant_id, webhook_id, ordinal, expires_on),
    -- The end of the primary key is in them anyway; MariaDB sorts by it only where it is named.
    KEY event_occurred (tenant_id, occurred_at, webhook_id, ordinal),
    KEY event_recipient (tenant_id, recipient_hash, occurred_at, webhook_id, ordinal)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (expires_on) (PARTITION p_later VALUES LESS THAN (MAXVALUE));

CREATE TABLE dead_letter (
    tenant_id      BINARY(16)   NOT NULL,
    id             BINARY(16)   NOT NULL,
    webhook_id     BINARY(16)   NULL, -- of a webhook; a message that nobody could read has none
    source_id      BINARY(16)   NULL,
    reason         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    error_class    VARCHAR(255) NULL,
    parcel         MEDIUMTEXT   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- the webhook as a parcel of its own
    received_at    DATETIME(3)  NULL,
    dead_at        DATETIME(3)  NOT NULL,
    status         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'dead',
    failed_replays INT          NOT NULL DEFAULT 0,
    settled_at     DATETIME(3)  NULL, -- when it was replayed or discarded
    discard_reason VARCHAR(500) NULL,
    job_id         BINARY(16)   NULL, -- what last replayed or discarded it, or tried to
    PRIMARY KEY (tenant_id, id),
    -- Lists, counts and jobs go by it, so that none of them reads a parcel it does not want.
    KEY dead_letter_list (tenant_id, status, id, reason, source_id),
    CONSTRAINT dead_letter_status CHECK (status IN ('dead', 'replayed', 'discarded'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Samples of what the door refused; the counts stand in traffic_rollup.
CREATE TABLE rejection (
    tenant_id  BINARY(16)    NOT NULL,
    id         BINARY(16)    NOT NULL,
    source_id  BINARY(16)    NOT NULL,
    at         DATETIME(3)   NOT NULL,
    reason     VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    method     VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    path       VARCHAR(2048) NOT NULL,
    headers    MEDIUMTEXT    NOT NULL,
    size_bytes BIGINT        NOT NULL,
    PRIMARY KEY (tenant_id, id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What has to reach a topic: written with the change that causes it, published afterwards, at least once.
CREATE TABLE outbox (
    tenant_id    BINARY(16)  NOT NULL,
    id           BINARY(16)  NOT NULL,
    topic        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payload      MEDIUMTEXT  NOT NULL, -- JSON
    created_at   DATETIME(3) NOT NULL,
    published_at DATETIME(3) NULL,
    PRIMARY KEY (tenant_id, id),
    KEY outbox_pending (topic, published_at, tenant_id, id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
