package dev.spillway.worker.store;

import org.springframework.dao.ConcurrencyFailureException;

/**
 * Two transactions wanted the same thing and this one came second, or what it goes by was changed
 * under it: run it again.
 */
final class ContentionException extends ConcurrencyFailureException {

    ContentionException(String what) {
        super(what);
    }

    ContentionException(String what, RuntimeException cause) {
        super(what, cause);
    }
}
