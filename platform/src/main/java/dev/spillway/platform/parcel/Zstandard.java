package dev.spillway.platform.parcel;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Frames of Zstandard (RFC 8878) at level 1, bounded on the way back. */
final class Zstandard {

    private static final int LEVEL = 1;

    /** As many as ever compressed at once: setting one up costs as much as a small parcel does. */
    private static final Queue<ZstdCompressCtx> IDLE = new ConcurrentLinkedQueue<>();

    private Zstandard() {}

    static byte[] compress(byte[] plain) {
        ZstdCompressCtx idle = IDLE.poll();
        ZstdCompressCtx context = idle == null ? new ZstdCompressCtx().setLevel(LEVEL) : idle;
        try {
            return context.compress(plain);
        } finally {
            IDLE.add(context);
        }
    }

    /** A frame that does not say how large it becomes is refused: our writer says it. */
    static byte[] decompress(byte[] frame) {
        long size = frame.length == 0 ? -1 : Zstd.getFrameContentSize(frame);
        if (size < 0) {
            throw new MalformedParcelException("not a frame of zstd");
        }
        if (size > Deflating.MAX_INFLATED_BYTES) {
            throw new MalformedParcelException(
                    "inflates past " + Deflating.MAX_INFLATED_BYTES + " bytes");
        }
        byte[] plain = new byte[(int) size];
        try {
            if (Zstd.decompress(plain, frame) == size) {
                return plain;
            }
        } catch (ZstdException e) {
            throw new MalformedParcelException("not a frame of zstd", e);
        }
        throw new MalformedParcelException("cut off");
    }
}
