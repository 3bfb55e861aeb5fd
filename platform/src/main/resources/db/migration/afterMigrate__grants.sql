-- What each service's user may do: the least it needs. Runs after every migration; granting again changes nothing.

GRANT SELECT ON ${flyway:defaultSchema}.source_directory TO 'spillway_ingest'@'%';

GRANT SELECT ON ${flyway:defaultSchema}.tenant TO 'spillway_worker'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.tenant_key TO 'spillway_worker'@'%';
GRANT SELECT (tenant_id, id, name, provider, mode, status, settings) ON ${flyway:defaultSchema}.source TO 'spillway_worker'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.keep_learnt_secret TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE (settled_through), DELETE ON ${flyway:defaultSchema}.parcel_claim TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.webhook_claim TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.event_claim TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.webhook TO 'spillway_worker'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.webhook_duplicate TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.event TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.dead_letter TO 'spillway_worker'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.rejection TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.quarantine TO 'spillway_worker'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.find_quarantine_source TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.outbox TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.campaign TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.event_rollup TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.traffic_rollup TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.lag_rollup TO 'spillway_worker'@'%';
GRANT DELETE ON ${flyway:defaultSchema}.rejection TO 'spillway_worker'@'%';
GRANT DELETE ON ${flyway:defaultSchema}.event_rollup TO 'spillway_worker'@'%';
GRANT DELETE ON ${flyway:defaultSchema}.traffic_rollup TO 'spillway_worker'@'%';
GRANT DELETE ON ${flyway:defaultSchema}.lag_rollup TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.sweep TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.drain_report TO 'spillway_worker'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.split_days TO 'spillway_worker'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.drop_expired_day TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, DELETE ON ${flyway:defaultSchema}.people_pending TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.people_turn TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, DELETE ON ${flyway:defaultSchema}.campaign_hour TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.campaign_people_hour TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.campaign_people TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.campaign_money TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, DELETE ON ${flyway:defaultSchema}.campaign_order TO 'spillway_worker'@'%';
GRANT SELECT, UPDATE, DELETE ON ${flyway:defaultSchema}.job TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.rollup_gate TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.rollup_generation TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.people_recount TO 'spillway_worker'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.alert_rule TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.alert TO 'spillway_worker'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.notification_setting TO 'spillway_worker'@'%';
GRANT SELECT, UPDATE (failures, answers, last_error, next_at, lease_owner, lease_until)
    ON ${flyway:defaultSchema}.destination TO 'spillway_worker'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.destination_secret TO 'spillway_worker'@'%';
GRANT SELECT, DELETE ON ${flyway:defaultSchema}.destination_confirmation TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.delivery TO 'spillway_worker'@'%';
GRANT SELECT, UPDATE ON ${flyway:defaultSchema}.erasure_gate TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.tombstone TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.recipient_export TO 'spillway_worker'@'%';
GRANT SELECT, INSERT, DELETE ON ${flyway:defaultSchema}.recipient_export_piece TO 'spillway_worker'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.job_unread TO 'spillway_worker'@'%';

GRANT SELECT ON ${flyway:defaultSchema}.app_tenant TO 'spillway_app'@'%';
GRANT SELECT, UPDATE (name, mode, status, settings, updated_at)
    ON ${flyway:defaultSchema}.app_source TO 'spillway_app'@'%';
GRANT SELECT (tenant_id, id), UPDATE (credentials, key_version)
    ON ${flyway:defaultSchema}.app_source_credentials TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_recipient_key TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_webhook TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_webhook_duplicate TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_event TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_campaign TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_event_rollup TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_traffic_rollup TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_lag_rollup TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_people_pending TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_campaign_hour TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_campaign_people_hour TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_campaign_people TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_campaign_money TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_rejection TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_dead_letter TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_tombstone TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_recipient_export TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_recipient_export_piece TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_job_unread TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_quarantine TO 'spillway_app'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.app_api_key TO 'spillway_app'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.app_invitation TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_member TO 'spillway_app'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.app_audit_entry TO 'spillway_app'@'%';
GRANT SELECT, UPDATE (cancel_requested),
    INSERT (tenant_id, id, kind, parameters, total, requested_by_kind, requested_by, created_at)
    ON ${flyway:defaultSchema}.app_job TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_alert TO 'spillway_app'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.app_alert_rule TO 'spillway_app'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.app_notification_setting TO 'spillway_app'@'%';
GRANT SELECT, DELETE,
    INSERT (tenant_id, id, name, kind, url, email, alerts, suppressions, created_at, updated_at, unsubscribe_hash),
    UPDATE (name, url, alerts, suppressions, enabled, updated_at, failures, last_error, next_at)
    ON ${flyway:defaultSchema}.app_destination TO 'spillway_app'@'%';
GRANT SELECT (tenant_id, destination_id, expires_at), INSERT, UPDATE (expires_at)
    ON ${flyway:defaultSchema}.app_destination_secret TO 'spillway_app'@'%';
GRANT SELECT (tenant_id, id, address_hash),
    INSERT (tenant_id, id, destination_id, address_hash, token_hash, key_version, sealed, created_at, expires_at)
    ON ${flyway:defaultSchema}.app_destination_confirmation TO 'spillway_app'@'%';
GRANT SELECT, INSERT (tenant_id, destination_id, message_id, test, confirmation, created_at), UPDATE (next_at)
    ON ${flyway:defaultSchema}.app_delivery TO 'spillway_app'@'%';
GRANT SELECT ON ${flyway:defaultSchema}.app_data_key TO 'spillway_app'@'%';

GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.find_login TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.open_session TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.find_session TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.close_session TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.find_api_key TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.find_invitation TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.accept_invitation TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.find_confirmation TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.confirm_destination TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.find_subscription TO 'spillway_identity'@'%';
GRANT EXECUTE ON PROCEDURE ${flyway:defaultSchema}.end_subscription TO 'spillway_identity'@'%';

GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.tenant TO 'spillway_ops'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.tenant_key TO 'spillway_ops'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.source TO 'spillway_ops'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.invitation TO 'spillway_ops'@'%';
GRANT SELECT, INSERT ON ${flyway:defaultSchema}.audit_entry TO 'spillway_ops'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ${flyway:defaultSchema}.outbox TO 'spillway_ops'@'%';
GRANT SELECT, INSERT, UPDATE ON ${flyway:defaultSchema}.ops_request TO 'spillway_ops'@'%';
