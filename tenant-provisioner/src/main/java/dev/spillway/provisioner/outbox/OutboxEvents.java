package dev.spillway.provisioner.outbox;

import dev.spillway.provisioner.rows.RowId;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OutboxEvents extends Repository<OutboxEvent, RowId> {

    /**
     * The oldest events of a topic that wait, locked until the transaction ends; those that another
     * instance has locked are left out.
     */
    @Query(
            nativeQuery = true,
            value =
                    "SELECT * FROM outbox WHERE published_at IS NULL AND topic = :topic"
                            + " ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED")
    List<OutboxEvent> lockWaiting(String topic, int most);
}
