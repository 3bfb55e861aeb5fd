package dev.spillway.app.http;

import java.io.IOException;

/** Thrown while a body is read that is larger than any that this API takes. */
final class BodyTooLargeException extends IOException {

    BodyTooLargeException() {
        super("the body is too large");
    }
}
