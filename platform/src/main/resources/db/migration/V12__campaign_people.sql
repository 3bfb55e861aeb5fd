-- How many people a campaign reached, as HyperLogLog sketches (ADR 0042). A batch leaves what it saw in people_pending, in
-- the transaction that stores its events; the worker merges that into the sketches afterwards and deletes it.

-- What is not merged yet: all that one batch saw of a tenant. Its oldest row is the watermark of the counts.
CREATE TABLE people_pending (
    tenant_id BINARY(16)  NOT NULL,
    id        BINARY(16)  NOT NULL, -- UUIDv7: the time in it is that of the batch
    sightings MEDIUMBLOB  NOT NULL, -- small sketches, as the worker's PendingCodec writes them
    PRIMARY KEY (tenant_id, id)
);

-- Whose turn it is: whoever merges for a tenant holds this row's lock, whoever counts anew reserves it for longer.
CREATE TABLE people_turn (
    tenant_id      BINARY(16)  NOT NULL PRIMARY KEY,
    reserved_by    BINARY(16)  NULL,
    reserved_until DATETIME(3) NULL
);

-- The hours, by event time, in which a campaign had events of a source: where to look in event_rollup.
CREATE TABLE campaign_hour (
    tenant_id   BINARY(16) NOT NULL,
    campaign_id BINARY(16) NOT NULL,
    hour        DATETIME   NOT NULL,
    source_id   BINARY(16) NOT NULL,
    PRIMARY KEY (tenant_id, campaign_id, hour, source_id),
    KEY campaign_hour_hour (tenant_id, hour) -- by which old ones go
);

-- The people of one hour. people is the sketch's estimate, so that readers of a series need no sketch.
CREATE TABLE campaign_people_hour (
    tenant_id   BINARY(16)  NOT NULL,
    campaign_id BINARY(16)  NOT NULL,
    hour        DATETIME    NOT NULL,
    stage       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    machine     BOOLEAN     NOT NULL,
    people      BIGINT      NOT NULL,
    sketch      BLOB        NOT NULL,
    PRIMARY KEY (tenant_id, campaign_id, hour, stage, machine),
    KEY campaign_people_hour_hour (tenant_id, hour),
    CONSTRAINT campaign_people_hour_stage CHECK (stage IN ('sent', 'delivered', 'opened', 'clicked', 'converted'))
);

-- The people of all hours together, with those whom a later stage implies.
CREATE TABLE campaign_people (
    tenant_id   BINARY(16)  NOT NULL,
    campaign_id BINARY(16)  NOT NULL,
    stage       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    machine     BOOLEAN     NOT NULL,
    people      BIGINT      NOT NULL,
    sketch      BLOB        NOT NULL,
    PRIMARY KEY (tenant_id, campaign_id, stage, machine),
    CONSTRAINT campaign_people_stage CHECK (stage IN ('sent', 'delivered', 'opened', 'clicked', 'converted'))
);

CREATE VIEW app_people_pending AS
SELECT tenant_id, id FROM people_pending WHERE tenant_id = current_tenant();

CREATE VIEW app_campaign_hour AS
SELECT tenant_id, campaign_id, hour, source_id FROM campaign_hour WHERE tenant_id = current_tenant();

CREATE VIEW app_campaign_people_hour AS
SELECT tenant_id, campaign_id, hour, stage, machine, people, sketch
FROM campaign_people_hour WHERE tenant_id = current_tenant();

CREATE VIEW app_campaign_people AS
SELECT tenant_id, campaign_id, stage, machine, people FROM campaign_people WHERE tenant_id = current_tenant();
