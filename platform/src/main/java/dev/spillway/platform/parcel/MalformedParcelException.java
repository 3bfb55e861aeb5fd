package dev.spillway.platform.parcel;

/** A message that is no parcel, or one that was cut or altered. Retrying does not help. */
public final class MalformedParcelException extends RuntimeException {

    MalformedParcelException(String what) {
        super("malformed parcel: " + what);
    }

    MalformedParcelException(String what, Throwable cause) {
        super("malformed parcel: " + what, cause);
    }
}
