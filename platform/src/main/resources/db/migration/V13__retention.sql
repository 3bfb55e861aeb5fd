-- What goes when its time has come. Partitions are split off and dropped by these procedures, so that the worker needs no
-- right to alter or drop a table.

-- How far a sweep over a table, or the round of alerts over all tenants, has come: the key it stopped at, so that the next
-- step, of whichever worker, goes on there.
CREATE TABLE sweep (
    name       VARCHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    position   VARBINARY(255) NULL, -- NULL: at the beginning
    moved_at   DATETIME(3)    NOT NULL,
    swept      BIGINT         NOT NULL DEFAULT 0, -- rows deleted in this pass
    passes     BIGINT         NOT NULL DEFAULT 0
);

DELIMITER $$

-- Splits days off the partition for all that is later, up to and with p_until, p_most days at a time. Returns how many.
CREATE PROCEDURE split_days(
    IN p_table VARCHAR(64) CHARACTER SET ascii, IN p_from DATE, IN p_until DATE, IN p_most INT)
    MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    DECLARE next_day DATE;
    DECLARE last_day DATE;
    DECLARE parts TEXT DEFAULT '';
    DECLARE days INT DEFAULT 0;
    IF p_table NOT IN ('webhook', 'webhook_duplicate', 'event') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no table of days';
    END IF;
    SELECT MAX(STR_TO_DATE(SUBSTR(partition_name, 2), '%Y%m%d')) INTO last_day
    FROM information_schema.partitions
    WHERE table_schema = DATABASE() AND table_name = p_table AND partition_name <> 'p_later';
    SET next_day = COALESCE(last_day + INTERVAL 1 DAY, p_from);
    WHILE next_day <= p_until AND days < p_most DO
        SET parts = CONCAT(
            parts, 'PARTITION p', DATE_FORMAT(next_day, '%Y%m%d'),
            ' VALUES LESS THAN (''', DATE_FORMAT(next_day + INTERVAL 1 DAY, '%Y-%m-%d'), '''), ');
        SET next_day = next_day + INTERVAL 1 DAY;
        SET days = days + 1;
    END WHILE;
    IF days > 0 THEN
        SET @spillway_ddl = CONCAT(
            'ALTER TABLE ', p_table, ' REORGANIZE PARTITION p_later INTO (',
            parts, 'PARTITION p_later VALUES LESS THAN (MAXVALUE))');
        PREPARE ddl FROM @spillway_ddl;
        EXECUTE ddl;
        DEALLOCATE PREPARE ddl;
        SET @spillway_ddl = NULL;
    END IF;
    SELECT days;
END$$

-- Drops the oldest day, if all that is in it expired before p_today. Returns its name, or no row.
CREATE PROCEDURE drop_expired_day(IN p_table VARCHAR(64) CHARACTER SET ascii, IN p_today DATE)
    MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
    DECLARE oldest VARCHAR(64) CHARACTER SET ascii;
    IF p_table NOT IN ('webhook', 'webhook_duplicate', 'event') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no table of days';
    END IF;
    SELECT MIN(partition_name) INTO oldest
    FROM information_schema.partitions
    WHERE table_schema = DATABASE() AND table_name = p_table AND partition_name <> 'p_later';
    IF oldest IS NOT NULL
        AND STR_TO_DATE(SUBSTR(oldest, 2), '%Y%m%d') < p_today THEN
        SET @spillway_ddl = CONCAT('ALTER TABLE ', p_table, ' DROP PARTITION ', oldest);
        PREPARE ddl FROM @spillway_ddl;
        EXECUTE ddl;
        DEALLOCATE PREPARE ddl;
        SET @spillway_ddl = NULL;
        SELECT oldest AS dropped;
    END IF;
END$$

DELIMITER ;
