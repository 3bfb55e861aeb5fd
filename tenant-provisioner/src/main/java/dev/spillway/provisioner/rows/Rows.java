package dev.spillway.provisioner.rows;

import com.mysql.cj.exceptions.MysqlErrorNumbers;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DuplicateKeyException;
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
     * @throws DuplicateKeyException if a unique key is taken
     */
    public void insert(Object row) {
        insertAll(List.of(row));
    }

    /**
     * Inserts rows now.
     *
     * @throws DuplicateKeyException if a unique key is taken
     */
    public void insertAll(Collection<?> rows) {
        rows.forEach(entities::persist);
        try {
            entities.flush();
        } catch (ConstraintViolationException e) {
            // Hibernate's MariaDB dialect does not say which kind of constraint it was.
            if (e.getErrorCode() == MysqlErrorNumbers.ER_DUP_ENTRY) {
                throw new DuplicateKeyException("a unique key is taken", e);
            }
            throw e;
        }
    }
}
