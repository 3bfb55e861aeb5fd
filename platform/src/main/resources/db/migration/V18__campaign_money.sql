-- What a campaign earned (ADR 0050): counts and sums by event time, written by the batch that stores the events.

-- Each source tells of its sales in its own kinds, so sums are kept apart by source and kind; who reads puts them together.
-- amount: minor units, wide enough that no vendor's number can make a sum overflow.
CREATE TABLE campaign_money (
    tenant_id   BINARY(16)  NOT NULL,
    campaign_id BINARY(16)  NOT NULL,
    hour        DATETIME    NOT NULL,
    source_id   BINARY(16)  NOT NULL,
    currency    CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    slot        TINYINT     NOT NULL,
    events      BIGINT      NOT NULL,
    amount      DECIMAL(38) NOT NULL,
    PRIMARY KEY (tenant_id, campaign_id, hour, source_id, currency, kind, slot),
    KEY campaign_money_hour (tenant_id, hour),
    CONSTRAINT campaign_money_kind CHECK (kind IN ('order', 'payment', 'refund'))
);

-- Which campaign brought an order: vendors name it with the order and not with its refund.
CREATE TABLE campaign_order (
    tenant_id   BINARY(16)  NOT NULL,
    source_id   BINARY(16)  NOT NULL,
    order_id    BINARY(16)  NOT NULL, -- first 16 bytes of SHA-256 over whether it was verified and the vendor's id
    campaign_id BINARY(16)  NOT NULL,
    seen_at     DATETIME(3) NOT NULL,
    PRIMARY KEY (tenant_id, source_id, order_id)
);

CREATE VIEW app_campaign_money AS
SELECT tenant_id, campaign_id, hour, source_id, currency, kind, events, amount
FROM campaign_money WHERE tenant_id = current_tenant();
