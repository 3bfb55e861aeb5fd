package dev.spillway.provisioner.rows;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Inserts rows in the transaction of the caller. Thread-safe. */
@Repository
public class Rows {

    private final EntityManager entities;

    Rows(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Inserts a row now rather than at the commit, so that a conflict shows where it can be named.
     *
     * @throws org.springframework.dao.DuplicateKeyException if a unique key is taken
     */
    public void insert(Object row) {
        insertAll(List.of(row));
    }

    /** Inserts rows now, in as few statements as their kinds allow. */
    public void insertAll(Collection<?> rows) {
        rows.forEach(entities::persist);
        entities.flush();
    }
}
