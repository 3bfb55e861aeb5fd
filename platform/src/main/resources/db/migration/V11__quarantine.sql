-- Requests that the door refused and that their tenant may want all the same, once he has mended what made them fail. What they
-- held is ciphertext and goes when their fate is decided; what stands in clear stays until they expire.
CREATE TABLE quarantine (
    tenant_id   BINARY(16)  NOT NULL,
    id          BINARY(16)  NOT NULL, -- UUIDv7 of the receipt; that of the webhook too, once it is released
    source_id   BINARY(16)  NOT NULL,
    received_at DATETIME(3) NOT NULL,
    expires_at  DATETIME(3) NOT NULL,
    reason      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- why it was refused, the last time it was judged
    method      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size_bytes  INT         NOT NULL,
    status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'held',
    changed_at  DATETIME(3) NOT NULL,
    key_version INT         NOT NULL,
    sealed      MEDIUMBLOB  NULL, -- under the tenant's data key of key_version; NULL unless it is held
    PRIMARY KEY (tenant_id, id),
    KEY quarantine_source (tenant_id, source_id, status, size_bytes), -- what a source holds is counted here, row by row
    KEY quarantine_expiry (expires_at, tenant_id, id),
    CONSTRAINT quarantine_status CHECK (status IN ('held', 'released', 'discarded', 'refused')),
    CONSTRAINT quarantine_sealed CHECK ((status = 'held') = (sealed IS NOT NULL))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What is held, for the tenant app: nothing that would have to be opened.
CREATE VIEW app_quarantine AS
SELECT tenant_id, id, source_id, received_at, expires_at, reason, method, size_bytes, status, changed_at
FROM quarantine WHERE tenant_id = current_tenant();

DELIMITER $$

-- What judging a source's held requests again takes. The worker may call this and not read credentials: it shows one source, and
-- only while that holds something and takes webhooks at all.
CREATE PROCEDURE find_quarantine_source(IN p_tenant_id BINARY(16), IN p_source_id BINARY(16))
    READS SQL DATA SQL SECURITY DEFINER
BEGIN
    SELECT d.provider, d.settings, d.credentials, d.key_version, d.wrapped_key
    FROM source_directory d
    WHERE d.tenant_id = p_tenant_id AND d.source_id = p_source_id
      AND d.status <> 'deleted' AND d.tenant_status = 'active'
      AND EXISTS (SELECT 1 FROM quarantine q
                  WHERE q.tenant_id = d.tenant_id AND q.source_id = d.source_id AND q.status = 'held');
END$$

DELIMITER ;
