-- Long work that somebody asked for: the tenant app adds a row, the worker does the work in steps, and each step's effect is
-- committed together with the progress that stands here. A job that has ended stays for a while, to be looked up (spillway.retention.jobs).
CREATE TABLE job (
    tenant_id         BINARY(16)   NOT NULL,
    id                BINARY(16)   NOT NULL,
    kind              VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    parameters        MEDIUMTEXT   NOT NULL, -- JSON of the kind's own
    status            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
    cancel_requested  BOOLEAN      NOT NULL DEFAULT FALSE,
    total             BIGINT       NULL, -- items, as they were counted when it was asked for
    done              BIGINT       NOT NULL DEFAULT 0,
    skipped           BIGINT       NOT NULL DEFAULT 0,
    failed            BIGINT       NOT NULL DEFAULT 0,
    place             TEXT         NULL, -- where the next step begins, in the kind's own words
    error_code        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    requested_by_kind VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- as in audit_entry
    requested_by      VARCHAR(320) NOT NULL,
    created_at        DATETIME(3)  NOT NULL,
    started_at        DATETIME(3)  NULL,
    stepped_at        DATETIME(3)  NULL, -- when it last had a turn
    finished_at       DATETIME(3)  NULL,
    lease_owner       BINARY(16)   NULL, -- the worker whose turn it is; only he may commit a step
    lease_until       DATETIME(3)  NULL, -- by the database's clock; afterwards anybody may take it over
    PRIMARY KEY (tenant_id, id),
    KEY job_status (status, tenant_id, id),
    CONSTRAINT job_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
    CONSTRAINT job_status CHECK (status IN ('waiting', 'running', 'done', 'failed', 'cancelled'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The app may ask for a job and ask to cancel it; what has become of it is for the worker to say (see the grants).
CREATE VIEW app_job AS
SELECT tenant_id, id, kind, parameters, status, cancel_requested, total, done, skipped, failed, error_code,
       requested_by_kind, requested_by, created_at, started_at, finished_at
FROM job WHERE tenant_id = current_tenant() WITH CHECK OPTION;
