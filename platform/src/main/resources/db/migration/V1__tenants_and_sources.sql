-- Tenants, their keys and sources. Ids are UUIDv7 in BINARY(16), times are UTC.

CREATE TABLE tenant (
    id         BINARY(16)   NOT NULL PRIMARY KEY,
    slug       VARCHAR(63)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name       VARCHAR(200) NOT NULL,
    plan       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'active',
    created_at DATETIME(3)  NOT NULL,
    updated_at DATETIME(3)  NOT NULL,
    CONSTRAINT tenant_slug UNIQUE (slug),
    CONSTRAINT tenant_status CHECK (status IN ('active', 'suspended', 'offboarding', 'deleted'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Each tenant's keys, wrapped. 'data' encrypts credentials and rotates; 'recipient' hashes addresses and never does.
CREATE TABLE tenant_key (
    tenant_id   BINARY(16)     NOT NULL,
    purpose     VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version     INT            NOT NULL,
    wrapped_key VARBINARY(512) NOT NULL,
    created_at  DATETIME(3)    NOT NULL,
    PRIMARY KEY (tenant_id, purpose, version),
    CONSTRAINT tenant_key_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row: counts changes to the source directory. Its lock puts their commits in the order of their numbers,
-- so a reader that asks for what came after number n misses nothing.
CREATE TABLE directory_clock (
    id      TINYINT NOT NULL PRIMARY KEY,
    version BIGINT  NOT NULL
);
INSERT INTO directory_clock (id, version) VALUES (1, 0);

CREATE TABLE source (
    tenant_id         BINARY(16)   NOT NULL,
    id                BINARY(16)   NOT NULL,
    name              VARCHAR(200) NOT NULL,
    provider          VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    mode              VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'active',
    ingest_key        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    settings          JSON         NOT NULL,
    credentials       BLOB         NULL, -- ciphertext under the tenant's data key of key_version
    key_version       INT          NOT NULL DEFAULT 1,
    directory_version BIGINT       NOT NULL DEFAULT 0, -- set by trigger
    created_at        DATETIME(3)  NOT NULL,
    updated_at        DATETIME(3)  NOT NULL,
    deleted_at        DATETIME(3)  NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT source_ingest_key UNIQUE (ingest_key),
    CONSTRAINT source_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
    CONSTRAINT source_mode CHECK (mode IN ('enforce', 'shadow', 'off')),
    CONSTRAINT source_status CHECK (status IN ('active', 'pending', 'paused', 'deleted')),
    KEY source_directory_version (directory_version)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

DELIMITER $$

CREATE TRIGGER source_created BEFORE INSERT ON source FOR EACH ROW
BEGIN
    UPDATE directory_clock SET version = version + 1 WHERE id = 1;
    SET NEW.directory_version = (SELECT version FROM directory_clock WHERE id = 1);
END$$

CREATE TRIGGER source_changed BEFORE UPDATE ON source FOR EACH ROW
BEGIN
    UPDATE directory_clock SET version = version + 1 WHERE id = 1;
    SET NEW.directory_version = (SELECT version FROM directory_clock WHERE id = 1);
END$$

-- The directory carries its tenant's plan and status, so a change of the tenant is a change of its sources.
CREATE TRIGGER tenant_changed AFTER UPDATE ON tenant FOR EACH ROW
BEGIN
    IF NEW.status <> OLD.status OR NEW.plan <> OLD.plan THEN
        UPDATE source SET updated_at = NEW.updated_at WHERE tenant_id = NEW.id;
    END IF;
END$$

-- A vendor's handshake gave a pending source its secret. The worker may call this and not update sources: it changes
-- nothing but a source that has yet to learn its secret, and returns how many it changed.
CREATE PROCEDURE keep_learnt_secret(
    IN p_tenant_id BINARY(16), IN p_source_id BINARY(16), IN p_credentials BLOB, IN p_key_version INT,
    IN p_now DATETIME(3)) MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    UPDATE source
    SET credentials = p_credentials, key_version = p_key_version, status = 'active', updated_at = p_now
    WHERE tenant_id = p_tenant_id AND id = p_source_id AND status = 'pending';
    SELECT ROW_COUNT() AS kept;
END$$

DELIMITER ;

-- All that the door knows. Suspended and deleted entries are in it too: they answer 403 and 410, not 404.
CREATE VIEW source_directory AS
SELECT s.directory_version, s.tenant_id, s.id AS source_id, s.ingest_key, s.provider, s.mode, s.status, s.settings,
       s.credentials, s.key_version, k.wrapped_key, t.status AS tenant_status, t.plan
FROM source s
JOIN tenant t ON t.id = s.tenant_id
JOIN tenant_key k ON k.tenant_id = s.tenant_id AND k.purpose = 'data' AND k.version = s.key_version;
