-- The second fence. The tenant app has no right on base tables, only on these views, and they show the tenant that is bound
-- to the connection: @spillway_tenant counts only with a signature over it and the connection's id, made with a key that
-- the app's user cannot read. DETERMINISTIC lets the optimiser call the function once and use the primary key.

CREATE TABLE tenant_binding_key (
    id        TINYINT    NOT NULL PRIMARY KEY,
    inner_pad BINARY(64) NOT NULL, -- the blocks of RFC 2104 instead of the key
    outer_pad BINARY(64) NOT NULL
);

DELIMITER $$

CREATE FUNCTION current_tenant() RETURNS BINARY(16) DETERMINISTIC READS SQL DATA SQL SECURITY DEFINER
BEGIN
    DECLARE bound BINARY(16) DEFAULT NULL;
    SELECT @spillway_tenant INTO bound
    FROM tenant_binding_key
    WHERE id = 1
      AND @spillway_binding = SHA2(CONCAT(outer_pad, UNHEX(SHA2(CONCAT(
              inner_pad, HEX(@spillway_tenant), ':', CONNECTION_ID()), 256))), 256);
    RETURN bound;
END$$

DELIMITER ;

CREATE VIEW app_tenant AS
SELECT id, slug, name, plan, status, created_at FROM tenant WHERE id = current_tenant();

CREATE VIEW app_source AS
SELECT tenant_id, id, name, provider, mode, status, ingest_key, settings, created_at, updated_at, deleted_at
FROM source WHERE tenant_id = current_tenant() WITH CHECK OPTION;

-- For giving a source other credentials, which the app cannot read.
CREATE VIEW app_source_credentials AS
SELECT tenant_id, id, credentials, key_version FROM source WHERE tenant_id = current_tenant() WITH CHECK OPTION;

CREATE VIEW app_recipient_key AS
SELECT tenant_id, purpose, version, wrapped_key FROM tenant_key
WHERE tenant_id = current_tenant() AND purpose = 'recipient';

CREATE VIEW app_webhook AS
SELECT tenant_id, id, source_id, provider, received_at, stored_at, method, path, query, content_type, headers, body,
       size_bytes, verification, event_key, event_count, outcome, duplicates, test, redacted_at, original_sha256
FROM webhook WHERE tenant_id = current_tenant();

CREATE VIEW app_webhook_duplicate AS
SELECT tenant_id, id, webhook_id, source_id, received_at FROM webhook_duplicate WHERE tenant_id = current_tenant();

CREATE VIEW app_event AS
SELECT tenant_id, webhook_id, ordinal, id, source_id, provider, channel, type, occurred_at, received_at, recipient_hash,
       recipient_masked, message_id, campaign_id, campaign, tags, url, user_agent, machine, reject_reason, description,
       amount, currency, provider_event_id
FROM event WHERE tenant_id = current_tenant();

CREATE VIEW app_campaign AS
SELECT tenant_id, id, name, first_seen_at, last_seen_at FROM campaign WHERE tenant_id = current_tenant();

CREATE VIEW app_traffic_rollup AS
SELECT tenant_id, grain, bucket, source_id, outcome, reason, slot, webhooks
FROM traffic_rollup WHERE tenant_id = current_tenant();

CREATE VIEW app_lag_rollup AS
SELECT tenant_id, grain, bucket, bound_millis, slot, webhooks FROM lag_rollup WHERE tenant_id = current_tenant();

CREATE VIEW app_rejection AS
SELECT tenant_id, id, source_id, at, reason, method, path, headers, size_bytes
FROM rejection WHERE tenant_id = current_tenant();

-- A message that was no webhook is not shown: it may be a signal, which holds what is not for the tenant's people to see.
CREATE VIEW app_dead_letter AS
SELECT tenant_id, id, webhook_id, source_id, reason, error_class, received_at, dead_at, status, failed_replays, settled_at,
       discard_reason, job_id, CASE WHEN webhook_id IS NOT NULL THEN parcel END AS parcel
FROM dead_letter WHERE tenant_id = current_tenant();

CREATE VIEW app_api_key AS
SELECT tenant_id, id, name, prefix, key_hash, scopes, created_by, created_at, expires_at, revoked_at
FROM api_key WHERE tenant_id = current_tenant() WITH CHECK OPTION;

CREATE VIEW app_invitation AS
SELECT tenant_id, id, email, name, role, token_hash, created_at, expires_at, accepted_at
FROM invitation WHERE tenant_id = current_tenant() WITH CHECK OPTION;

CREATE VIEW app_member AS
SELECT m.tenant_id, m.user_id, u.email, u.name, m.role, m.created_at
FROM membership m JOIN user_account u ON u.id = m.user_id
WHERE m.tenant_id = current_tenant();

CREATE VIEW app_audit_entry AS
SELECT tenant_id, id, at, actor_kind, actor, action, subject, details
FROM audit_entry WHERE tenant_id = current_tenant() WITH CHECK OPTION;
