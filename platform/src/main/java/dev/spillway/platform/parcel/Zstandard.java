package dev.spillway.platform.parcel;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Frames of Zstandard (RFC 8878) at level 1, bounded on the way back. */
final class Zstandard {

    private static final int LEVEL = 1;

    /** As many as ever compressed at once: setting one up costs as much as a small parcel does. */
    private static final Queue<ZstdCompressCtx> IDLE_COMPRESSORS = new ConcurrentLinkedQueue<>();

    private static final Queue<ZstdDecompressCtx> IDLE_DECOMPRESSORS =
            new ConcurrentLinkedQueue<>();

    private Zstandard() {}

    static byte[] compress(byte[] plain) {
        ZstdCompressCtx idle = IDLE_COMPRESSORS.poll();
        ZstdCompressCtx context = idle == null ? new ZstdCompressCtx().setLevel(LEVEL) : idle;
        try {
            return context.compress(plain);
        } finally {
            IDLE_COMPRESSORS.add(context);
        }
    }

    /** A frame that does not say how large it becomes is refused: our writer says it. */
    static byte[] decompress(byte[] frame) {
        int size = size(frame);
        byte[] plain = new byte[size];
        try {
            if (decompress(plain, frame) == size) {
                return plain;
            }
        } catch (ZstdException e) {
            throw new MalformedParcelException("not a frame of zstd", e);
        }
        throw new MalformedParcelException("cut off");
    }

    /** How large a frame becomes, of which the header is enough. */
    static int size(byte[] frame) {
        long size = frame.length == 0 ? -1 : Zstd.getFrameContentSize(frame);
        if (size < 0) {
            throw new MalformedParcelException("not a frame of zstd");
        }
        if (size > Deflating.MAX_INFLATED_BYTES) {
            throw new MalformedParcelException(
                    "inflates past " + Deflating.MAX_INFLATED_BYTES + " bytes");
        }
        return (int) size;
    }

    private static int decompress(byte[] plain, byte[] frame) {
        ZstdDecompressCtx idle = IDLE_DECOMPRESSORS.poll();
        ZstdDecompressCtx context = idle == null ? new ZstdDecompressCtx() : idle;
        try {
            return context.decompress(plain, frame);
        } finally {
            IDLE_DECOMPRESSORS.add(context);
        }
    }
}
