package dev.spillway.platform.parcel;

/**
 * A parcel of a newer version than this reader knows, or in an encoding that it does not know: not
 * broken, only early. Hand it back.
 */
public final class UnsupportedParcelVersionException extends RuntimeException {

    private final int version;

    UnsupportedParcelVersionException(int version) {
        super(
                "parcel of version "
                        + version
                        + " as a newer writer writes it; this reader knows up to "
                        + ParcelCodec.VERSION);
        this.version = version;
    }

    /** The version the parcel says it has. */
    public int version() {
        return version;
    }
}
