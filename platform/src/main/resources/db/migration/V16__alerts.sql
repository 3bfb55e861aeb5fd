-- What a tenant is told of its own accord: alerts, and who must not be written to again (ADR 0048).

-- What a tenant wants otherwise than AlertKind has it; a kind without a row goes by the default.
CREATE TABLE alert_rule (
    tenant_id      BINARY(16)  NOT NULL,
    kind           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    enabled        BOOLEAN     NOT NULL,
    threshold      DOUBLE      NOT NULL,
    minimum        BIGINT      NOT NULL,
    window_minutes INT         NOT NULL,
    hold_minutes   INT         NOT NULL,
    updated_at     DATETIME(3) NOT NULL,
    PRIMARY KEY (tenant_id, kind),
    CONSTRAINT alert_rule_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row for as long as something is wrong. Of a tenant, a kind and a scope at most one is open: what is open ends at the end of
-- time. The platform's own alerts stand under a tenant of 16 zero bytes, so no foreign key points at tenant.
CREATE TABLE alert (
    tenant_id   BINARY(16)  NOT NULL,
    id          BINARY(16)  NOT NULL, -- UUIDv7 of the moment it was first seen
    kind        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    scope_id    BINARY(16)  NOT NULL, -- a source's id, or 16 zero bytes
    status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    value       DOUBLE      NOT NULL, -- as it was seen last
    basis       BIGINT      NOT NULL, -- of how many
    threshold   DOUBLE      NOT NULL,
    breached_at DATETIME(3) NOT NULL,
    fired_at    DATETIME(3) NULL,
    cleared_at  DATETIME(3) NULL, -- since when it has been well again
    resolved_at DATETIME(3) NOT NULL DEFAULT '9999-12-31 00:00:00.000',
    resolution  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
    seen_at     DATETIME(3) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT alert_open UNIQUE (tenant_id, kind, scope_id, resolved_at),
    KEY alert_list (tenant_id, status, id),
    CONSTRAINT alert_status CHECK (status IN ('pending', 'firing', 'resolved')),
    CONSTRAINT alert_resolution CHECK ((status = 'resolved') = (resolution IS NOT NULL))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How a tenant wants to be told; no row is the default.
CREATE TABLE notification_setting (
    tenant_id       BINARY(16)  NOT NULL PRIMARY KEY,
    clear_addresses BOOLEAN     NOT NULL DEFAULT FALSE, -- in suppressions, beside the hash
    updated_at      DATETIME(3) NOT NULL,
    CONSTRAINT notification_setting_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Pending is not shown: it is no alert yet.
CREATE VIEW app_alert AS
SELECT tenant_id, id, kind, scope_id, status, value, basis, threshold, breached_at, fired_at,
       CASE WHEN status = 'resolved' THEN resolved_at END AS resolved_at, resolution
FROM alert WHERE tenant_id = current_tenant() AND status <> 'pending';

CREATE VIEW app_alert_rule AS
SELECT tenant_id, kind, enabled, threshold, minimum, window_minutes, hold_minutes, updated_at
FROM alert_rule WHERE tenant_id = current_tenant() WITH CHECK OPTION;

CREATE VIEW app_notification_setting AS
SELECT tenant_id, clear_addresses, updated_at
FROM notification_setting WHERE tenant_id = current_tenant() WITH CHECK OPTION;

-- Where a tenant is told, by HTTPS or by e-mail. What is sent is the worker's to say, and how it goes. To an address nothing but
-- the question goes before whoever reads it has said yes (ADR 0053).
CREATE TABLE destination (
    tenant_id        BINARY(16)    NOT NULL,
    id               BINARY(16)    NOT NULL,
    name             VARCHAR(200)  NOT NULL,
    kind             VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'https',
    url              VARCHAR(2048) NULL,
    email            VARCHAR(254)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    alerts           BOOLEAN       NOT NULL, -- which topics it takes
    suppressions     BOOLEAN       NOT NULL,
    enabled          BOOLEAN       NOT NULL DEFAULT TRUE,
    created_at       DATETIME(3)   NOT NULL,
    updated_at       DATETIME(3)   NOT NULL,
    confirmed_at     DATETIME(3)   NULL, -- of an address: since when it is known to want this
    unsubscribed_at  DATETIME(3)   NULL, -- of an address: it wants no more, for good
    unsubscribe_hash BINARY(32)    NULL, -- SHA-256 of the token that stands in each mail
    failures         INT           NOT NULL DEFAULT 0, -- in a row
    answers          BOOLEAN       NOT NULL DEFAULT FALSE, -- it took what was sent last: its turns are among those of others that do
    last_error       VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    next_at          DATETIME(3)   NULL, -- before that nothing is sent there, by the database's clock
    lease_owner      BINARY(16)    NULL,
    lease_until      DATETIME(3)   NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT destination_unsubscribe UNIQUE (unsubscribe_hash),
    CONSTRAINT destination_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
    CONSTRAINT destination_kind CHECK (
        kind = 'https' AND url IS NOT NULL AND email IS NULL AND confirmed_at IS NULL
        OR kind = 'email' AND url IS NULL AND email IS NOT NULL AND unsubscribe_hash IS NOT NULL),
    CONSTRAINT destination_confirmed CHECK (confirmed_at IS NULL OR unsubscribed_at IS NULL)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- An address is asked, by a mail with a token. The app makes tokens and reads none; the worker opens one to write the mail. Rows
-- outlive their destination, so that deleting it asks nobody more often.
CREATE TABLE destination_confirmation (
    tenant_id      BINARY(16)     NOT NULL,
    id             BINARY(16)     NOT NULL, -- the message's
    destination_id BINARY(16)     NOT NULL,
    address_hash   BINARY(32)     NOT NULL, -- under the tenant's recipient key
    token_hash     BINARY(32)     NOT NULL, -- SHA-256
    key_version    INT            NOT NULL,
    sealed         VARBINARY(512) NOT NULL, -- the token, under the tenant's data key of key_version
    created_at     DATETIME(3)    NOT NULL,
    expires_at     DATETIME(3)    NOT NULL,
    used_at        DATETIME(3)    NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT destination_confirmation_token UNIQUE (token_hash),
    CONSTRAINT destination_confirmation_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
);

-- With what a destination's messages are signed, and the one before for a while; of an address the token by which it unsubscribes.
-- The app may add one and read none.
CREATE TABLE destination_secret (
    tenant_id      BINARY(16)     NOT NULL,
    destination_id BINARY(16)     NOT NULL,
    id             BINARY(16)     NOT NULL,
    key_version    INT            NOT NULL,
    sealed         VARBINARY(512) NOT NULL, -- under the tenant's data key of key_version
    expires_at     DATETIME(3)    NULL,
    PRIMARY KEY (tenant_id, destination_id, id),
    CONSTRAINT destination_secret_destination
        FOREIGN KEY (tenant_id, destination_id) REFERENCES destination (tenant_id, id) ON DELETE CASCADE
);

-- One message for one destination, added with the message. A test and a confirmation have no message in the outbox.
CREATE TABLE delivery (
    tenant_id      BINARY(16)  NOT NULL,
    destination_id BINARY(16)  NOT NULL,
    message_id     BINARY(16)  NOT NULL,
    test           BOOLEAN     NOT NULL DEFAULT FALSE,
    confirmation   BOOLEAN     NOT NULL DEFAULT FALSE,
    status         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
    attempts       INT         NOT NULL DEFAULT 0,
    error          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL, -- of the last attempt
    created_at     DATETIME(3) NOT NULL,
    next_at        DATETIME(3) NULL,
    finished_at    DATETIME(3) NULL,
    PRIMARY KEY (tenant_id, destination_id, message_id),
    KEY delivery_waiting (tenant_id, destination_id, status, message_id),
    CONSTRAINT delivery_status CHECK (status IN ('waiting', 'delivered', 'given_up'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE VIEW app_destination AS
SELECT tenant_id, id, name, kind, url, email, alerts, suppressions, enabled, created_at, updated_at,
       confirmed_at, unsubscribed_at, unsubscribe_hash, failures, last_error, next_at
FROM destination WHERE tenant_id = current_tenant() WITH CHECK OPTION;

CREATE VIEW app_destination_secret AS
SELECT tenant_id, destination_id, id, key_version, sealed, expires_at
FROM destination_secret WHERE tenant_id = current_tenant() WITH CHECK OPTION;

CREATE VIEW app_destination_confirmation AS
SELECT tenant_id, id, destination_id, address_hash, token_hash, key_version, sealed, created_at, expires_at
FROM destination_confirmation WHERE tenant_id = current_tenant() WITH CHECK OPTION;

CREATE VIEW app_delivery AS
SELECT tenant_id, destination_id, message_id, test, confirmation, status, attempts, error, created_at, next_at, finished_at
FROM delivery WHERE tenant_id = current_tenant() WITH CHECK OPTION;

-- For sealing what the app cannot read afterwards.
CREATE VIEW app_data_key AS
SELECT tenant_id, purpose, version, wrapped_key FROM tenant_key
WHERE tenant_id = current_tenant() AND purpose = 'data';

-- Whoever reads an address says yes or no without a login: by a token, before a tenant is known.

DELIMITER $$

CREATE PROCEDURE find_confirmation(IN p_token_hash BINARY(32), IN p_now DATETIME(3)) READS SQL DATA SQL SECURITY DEFINER
BEGIN
    SELECT d.id, d.tenant_id, t.name AS tenant_name, d.email
    FROM destination_confirmation c
    JOIN destination d ON d.tenant_id = c.tenant_id AND d.id = c.destination_id
    JOIN tenant t ON t.id = d.tenant_id
    WHERE c.token_hash = p_token_hash AND c.used_at IS NULL AND c.expires_at > p_now
      AND d.unsubscribed_at IS NULL AND t.status = 'active';
END$$

-- Uses the token up, once. No row when it was gone; the caller then undoes what was done.
CREATE PROCEDURE confirm_destination(IN p_token_hash BINARY(32), IN p_now DATETIME(3)) MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    UPDATE destination_confirmation SET used_at = p_now
    WHERE token_hash = p_token_hash AND used_at IS NULL AND expires_at > p_now;
    IF ROW_COUNT() = 1 THEN
        UPDATE destination d
        JOIN destination_confirmation c ON c.tenant_id = d.tenant_id AND c.destination_id = d.id
        SET d.confirmed_at = COALESCE(d.confirmed_at, p_now), d.failures = 0, d.last_error = NULL, d.next_at = NULL
        WHERE c.token_hash = p_token_hash AND d.unsubscribed_at IS NULL;
        SELECT d.id, d.tenant_id, t.name AS tenant_name, d.email
        FROM destination_confirmation c
        JOIN destination d ON d.tenant_id = c.tenant_id AND d.id = c.destination_id
        JOIN tenant t ON t.id = d.tenant_id
        WHERE c.token_hash = p_token_hash AND d.confirmed_at IS NOT NULL AND t.status = 'active';
    END IF;
END$$

-- Whatever has become of the tenant: who wants no more is heard.
CREATE PROCEDURE find_subscription(IN p_token_hash BINARY(32)) READS SQL DATA SQL SECURITY DEFINER
BEGIN
    SELECT d.id, d.tenant_id, t.name AS tenant_name, d.email, d.unsubscribed_at IS NOT NULL AS ended
    FROM destination d
    JOIN tenant t ON t.id = d.tenant_id
    WHERE d.unsubscribe_hash = p_token_hash;
END$$

-- For good, and with it what waits to be sent there.
CREATE PROCEDURE end_subscription(IN p_token_hash BINARY(32), IN p_now DATETIME(3)) MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    UPDATE destination SET confirmed_at = NULL, unsubscribed_at = COALESCE(unsubscribed_at, p_now)
    WHERE unsubscribe_hash = p_token_hash;
    UPDATE delivery w
    JOIN destination d ON d.tenant_id = w.tenant_id AND d.id = w.destination_id
    SET w.status = 'given_up', w.error = 'unsubscribed', w.finished_at = p_now
    WHERE d.unsubscribe_hash = p_token_hash AND w.status = 'waiting';
END$$

DELIMITER ;
