-- What each worker says of its draining, every few seconds (ADR 0048): only together do they know what nobody has stored yet.
CREATE TABLE drain_report (
    worker_id          BINARY(16)  NOT NULL PRIMARY KEY, -- another one with each start
    received_until     DATETIME(3) NULL, -- what was sent to the main lane before was received; NULL: nothing was yet
    main_oldest_at     DATETIME(3) NULL, -- when the oldest that it holds and has not stored entered the lane
    overflow_oldest_at DATETIME(3) NULL,
    reported_at        DATETIME(3) NOT NULL
);
