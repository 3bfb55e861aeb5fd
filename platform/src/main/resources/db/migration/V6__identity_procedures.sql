-- What has to be found before a tenant is known. The identity user may call these and nothing else; each takes an e-mail or
-- a secret's hash and returns at most one user with his memberships.

DELIMITER $$

-- One row per membership that may be used; no row for an unknown e-mail.
CREATE PROCEDURE find_login(IN p_email VARCHAR(320) CHARACTER SET utf8mb4) READS SQL DATA SQL SECURITY DEFINER
BEGIN
    SELECT u.id AS user_id, u.email, u.name, u.password_hash, m.role,
           t.id AS tenant_id, t.slug AS tenant_slug, t.name AS tenant_name, t.status AS tenant_status
    FROM user_account u
    JOIN membership m ON m.user_id = u.id
    JOIN tenant t ON t.id = m.tenant_id
    WHERE u.email = p_email COLLATE utf8mb4_bin AND t.status IN ('active', 'suspended')
    ORDER BY t.name, t.id;
END$$

CREATE PROCEDURE open_session(
    IN p_token_hash BINARY(32), IN p_user_id BINARY(16), IN p_tenant_id BINARY(16),
    IN p_created_at DATETIME(3), IN p_expires_at DATETIME(3)) MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    DELETE FROM user_session WHERE expires_at < p_created_at LIMIT 100;
    INSERT INTO user_session (token_hash, user_id, tenant_id, created_at, expires_at)
    VALUES (p_token_hash, p_user_id, p_tenant_id, p_created_at, p_expires_at);
END$$

-- One row per membership of the session's user; current_tenant_id names the one he works for.
CREATE PROCEDURE find_session(IN p_token_hash BINARY(32), IN p_now DATETIME(3)) READS SQL DATA SQL SECURITY DEFINER
BEGIN
    SELECT s.user_id, s.tenant_id AS current_tenant_id, s.expires_at, u.email, u.name, m.role,
           t.id AS tenant_id, t.slug AS tenant_slug, t.name AS tenant_name, t.status AS tenant_status
    FROM user_session s
    JOIN user_account u ON u.id = s.user_id
    JOIN membership m ON m.user_id = s.user_id
    JOIN tenant t ON t.id = m.tenant_id
    WHERE s.token_hash = p_token_hash AND s.expires_at > p_now AND t.status IN ('active', 'suspended')
    ORDER BY t.name, t.id;
END$$

CREATE PROCEDURE close_session(IN p_token_hash BINARY(32)) MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    DELETE FROM user_session WHERE token_hash = p_token_hash;
END$$

CREATE PROCEDURE find_api_key(IN p_key_hash BINARY(32), IN p_now DATETIME(3)) READS SQL DATA SQL SECURITY DEFINER
BEGIN
    SELECT k.id, k.tenant_id, k.name, k.scopes, t.status AS tenant_status
    FROM api_key k
    JOIN tenant t ON t.id = k.tenant_id
    WHERE k.key_hash = p_key_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > p_now)
      AND t.status IN ('active', 'suspended');
END$$

CREATE PROCEDURE find_invitation(IN p_token_hash BINARY(32), IN p_now DATETIME(3)) READS SQL DATA SQL SECURITY DEFINER
BEGIN
    SELECT i.id, i.tenant_id, i.email, i.name, i.role, t.name AS tenant_name,
           u.id AS user_id, u.name AS user_name, u.password_hash
    FROM invitation i
    JOIN tenant t ON t.id = i.tenant_id
    LEFT JOIN user_account u ON u.email = i.email
    WHERE i.token_hash = p_token_hash AND i.accepted_at IS NULL AND i.expires_at > p_now AND t.status = 'active';
END$$

-- Uses the invitation up, once; makes the user unless one has its e-mail. Returns the user's id, or no row when the
-- invitation was gone. A user who is there keeps his password: the caller has checked it.
CREATE PROCEDURE accept_invitation(
    IN p_token_hash BINARY(32), IN p_new_user_id BINARY(16), IN p_name VARCHAR(200) CHARACTER SET utf8mb4,
    IN p_password_hash VARCHAR(255) CHARACTER SET ascii, IN p_now DATETIME(3)) MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    UPDATE invitation SET accepted_at = p_now
    WHERE token_hash = p_token_hash AND accepted_at IS NULL AND expires_at > p_now;
    IF ROW_COUNT() = 1 THEN
        INSERT INTO user_account (id, email, name, password_hash, created_at)
        SELECT p_new_user_id, i.email, p_name, p_password_hash, p_now
        FROM invitation i
        WHERE i.token_hash = p_token_hash AND NOT EXISTS (SELECT 1 FROM user_account u WHERE u.email = i.email);
        INSERT INTO membership (tenant_id, user_id, role, created_at)
        SELECT i.tenant_id, u.id, i.role, p_now
        FROM invitation i
        JOIN user_account u ON u.email = i.email
        WHERE i.token_hash = p_token_hash
        ON DUPLICATE KEY UPDATE role = VALUES(role);
        SELECT u.id AS user_id, u.email, u.name, i.tenant_id, i.role
        FROM invitation i
        JOIN user_account u ON u.email = i.email
        WHERE i.token_hash = p_token_hash;
    END IF;
END$$

DELIMITER ;
