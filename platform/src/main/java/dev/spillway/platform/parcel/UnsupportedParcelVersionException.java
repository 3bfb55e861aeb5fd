package dev.spillway.platform.parcel;

/** A parcel of a newer version than this reader knows: not broken, only early. Hand it back. */
public final class UnsupportedParcelVersionException extends RuntimeException {

    private final int version;

    UnsupportedParcelVersionException(int version) {
        super("parcel of version " + version + "; this reader knows up to " + ParcelCodec.VERSION);
        this.version = version;
    }

    /** The version the parcel says it has. */
    public int version() {
        return version;
    }
}
