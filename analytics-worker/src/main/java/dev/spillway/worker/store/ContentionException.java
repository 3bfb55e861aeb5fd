package dev.spillway.worker.store;

import org.springframework.dao.ConcurrencyFailureException;

/** Two transactions wanted the same thing and this one came second: run it again. */
final class ContentionException extends ConcurrencyFailureException {

    ContentionException(String what) {
        super(what);
    }
}
