-- What it takes to give somebody all that is kept of him, and to take him out of it (ADR 0049).

-- Every batch that stores holds the gates of its tenants, shared, until it commits; who erases moves the tenant's gate on. So a
-- batch either committed before, and is found by the erasure's search, or it knows whom it must not store. A tenant's gate is
-- the low six bits of its id: the rows are here before any tenant is.
CREATE TABLE erasure_gate (
    slot    SMALLINT NOT NULL PRIMARY KEY,
    version BIGINT   NOT NULL DEFAULT 0
);
INSERT INTO erasure_gate (slot) VALUES
    (0),(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15),
    (16),(17),(18),(19),(20),(21),(22),(23),(24),(25),(26),(27),(28),(29),(30),(31),
    (32),(33),(34),(35),(36),(37),(38),(39),(40),(41),(42),(43),(44),(45),(46),(47),
    (48),(49),(50),(51),(52),(53),(54),(55),(56),(57),(58),(59),(60),(61),(62),(63);

-- Whom a tenant has erased: by hash alone, and of webhooks received before that moment only. It outlives every copy that may
-- still come back from a queue, a dead-letter queue or the archive.
CREATE TABLE tombstone (
    tenant_id      BINARY(16)  NOT NULL,
    recipient_hash BINARY(32)  NOT NULL,
    erased_at      DATETIME(3) NOT NULL,
    expires_at     DATETIME(3) NOT NULL,
    job_id         BINARY(16)  NOT NULL, -- the latest that erased him
    PRIMARY KEY (tenant_id, recipient_hash),
    CONSTRAINT tombstone_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
);

CREATE VIEW app_tombstone AS
SELECT tenant_id, recipient_hash, erased_at, expires_at FROM tombstone WHERE tenant_id = current_tenant();

-- What a tenant keeps of somebody, written down for him. Gone after some days; its pieces are ciphertext under a key derived
-- from the tenant's recipient key, which the app opens anyway. The id is the job's.
CREATE TABLE recipient_export (
    tenant_id      BINARY(16)  NOT NULL,
    id             BINARY(16)  NOT NULL,
    recipient_hash BINARY(32)  NOT NULL,
    bytes          BIGINT      NOT NULL DEFAULT 0, -- of all pieces, in clear
    complete       BOOLEAN     NOT NULL DEFAULT FALSE,
    created_at     DATETIME(3) NOT NULL,
    expires_at     DATETIME(3) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT recipient_export_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
);

CREATE TABLE recipient_export_piece (
    tenant_id  BINARY(16)  NOT NULL,
    export_id  BINARY(16)  NOT NULL,
    id         BINARY(16)  NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    sealed     MEDIUMBLOB  NOT NULL, -- lines of JSON
    PRIMARY KEY (tenant_id, export_id, id)
);

CREATE VIEW app_recipient_export AS
SELECT tenant_id, id, recipient_hash, bytes, complete, created_at, expires_at
FROM recipient_export WHERE tenant_id = current_tenant();

CREATE VIEW app_recipient_export_piece AS
SELECT tenant_id, export_id, id, expires_at, sealed FROM recipient_export_piece WHERE tenant_id = current_tenant();

-- Rows that a job about a person could not look into, by what they are (webhook, dead_letter, held_request …): whoever asked for
-- it has to know where somebody may still be. The first thousand; the job counts them all. They go with the job.
CREATE TABLE job_unread (
    tenant_id BINARY(16)  NOT NULL,
    job_id    BINARY(16)  NOT NULL,
    kind      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id        BINARY(16)  NOT NULL,
    PRIMARY KEY (tenant_id, job_id, kind, id),
    CONSTRAINT job_unread_job FOREIGN KEY (tenant_id, job_id) REFERENCES job (tenant_id, id) ON DELETE CASCADE
);

CREATE VIEW app_job_unread AS
SELECT tenant_id, job_id, kind, id FROM job_unread WHERE tenant_id = current_tenant();
