-- Who may see what. user_account and user_session are the only tables without a tenant: one person may belong to several.

CREATE TABLE user_account (
    id            BINARY(16)   NOT NULL PRIMARY KEY,
    email         VARCHAR(320) NOT NULL, -- lower case
    name          VARCHAR(200) NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at    DATETIME(3)  NOT NULL,
    CONSTRAINT user_account_email UNIQUE (email)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE membership (
    tenant_id  BINARY(16)  NOT NULL,
    user_id    BINARY(16)  NOT NULL,
    role       VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    KEY membership_user (user_id),
    CONSTRAINT membership_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
    CONSTRAINT membership_user_account FOREIGN KEY (user_id) REFERENCES user_account (id),
    CONSTRAINT membership_role CHECK (role IN ('admin', 'member'))
);

-- Secrets that people carry are kept as their SHA-256 only.
CREATE TABLE invitation (
    tenant_id   BINARY(16)   NOT NULL,
    id          BINARY(16)   NOT NULL,
    email       VARCHAR(320) NOT NULL,
    name        VARCHAR(200) NOT NULL,
    role        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token_hash  BINARY(32)   NOT NULL,
    created_at  DATETIME(3)  NOT NULL,
    expires_at  DATETIME(3)  NOT NULL,
    accepted_at DATETIME(3)  NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT invitation_token UNIQUE (token_hash),
    CONSTRAINT invitation_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
    CONSTRAINT invitation_role CHECK (role IN ('admin', 'member'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE user_session (
    token_hash BINARY(32)  NOT NULL PRIMARY KEY,
    user_id    BINARY(16)  NOT NULL,
    tenant_id  BINARY(16)  NOT NULL, -- the tenant he works for at present
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    KEY user_session_expiry (expires_at),
    CONSTRAINT user_session_membership FOREIGN KEY (tenant_id, user_id) REFERENCES membership (tenant_id, user_id)
        ON DELETE CASCADE
);

CREATE TABLE api_key (
    tenant_id    BINARY(16)   NOT NULL,
    id           BINARY(16)   NOT NULL,
    name         VARCHAR(200) NOT NULL,
    prefix       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- what a list may show of it
    key_hash     BINARY(32)   NOT NULL,
    scopes       VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- separated by spaces
    created_by   BINARY(16)   NULL,
    created_at   DATETIME(3)  NOT NULL,
    expires_at   DATETIME(3)  NULL,
    revoked_at   DATETIME(3)  NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT api_key_hash UNIQUE (key_hash),
    CONSTRAINT api_key_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What people and ops did. Rows are added, never changed. The platform's own entries have 16 zero bytes for a tenant.
CREATE TABLE audit_entry (
    tenant_id  BINARY(16)   NOT NULL,
    id         BINARY(16)   NOT NULL,
    at         DATETIME(3)  NOT NULL,
    actor_kind VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- user, api_key, ops, system, recipient
    actor      VARCHAR(320) NOT NULL,
    action     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject    VARCHAR(255) NOT NULL,
    details    TEXT         NOT NULL, -- JSON without secrets
    PRIMARY KEY (tenant_id, id),
    KEY audit_entry_order (id) -- ops read all tenants' entries, newest first
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Answers of onboarding calls by Idempotency-Key; ciphertext, since an answer holds a one-time token.
CREATE TABLE ops_request (
    idempotency_key VARCHAR(255) NOT NULL PRIMARY KEY,
    request_hash    BINARY(32)   NOT NULL,
    tenant_id       BINARY(16)   NOT NULL,
    response        BLOB         NOT NULL,
    created_at      DATETIME(3)  NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
