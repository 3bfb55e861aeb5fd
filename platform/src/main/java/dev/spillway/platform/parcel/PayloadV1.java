package dev.spillway.platform.parcel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Version 1 of a parcel's bytes: length-prefixed fields in a fixed order, a checksum at the end.
 */
final class PayloadV1 {

    private static final int CHECKSUM_BYTES = 4;

    private static final int TEST = 1;
    private static final int HAS_EVENT_KEY = 2;

    private PayloadV1() {}

    static byte[] write(Parcel parcel) {
        ByteSink sink = new ByteSink(estimate(parcel));
        sink.uuid(parcel.id());
        sink.uuid(parcel.tenantId());
        sink.varint(parcel.webhooks().size());
        parcel.webhooks().forEach(webhook -> write(sink, webhook));
        sink.fixed32(checksum(sink.array(), sink.size()));
        return sink.toByteArray();
    }

    private static int estimate(Parcel parcel) {
        int size = 64;
        for (Webhook webhook : parcel.webhooks()) {
            size += webhook.body().length + 512;
        }
        return size;
    }

    private static void write(ByteSink sink, Webhook webhook) {
        sink.uuid(webhook.id());
        sink.uuid(webhook.sourceId());
        sink.text(webhook.provider());
        sink.fixed64(webhook.receivedAt().toEpochMilli());
        sink.text(webhook.method());
        sink.text(webhook.path());
        sink.text(webhook.query());
        sink.varint(webhook.headers().size());
        for (Header header : webhook.headers()) {
            sink.text(header.name());
            sink.text(header.value());
        }
        sink.bytes(webhook.body());
        sink.varint(verification(webhook.verification()));
        String eventKey = webhook.eventKey();
        sink.varint((webhook.test() ? TEST : 0) | (eventKey == null ? 0 : HAS_EVENT_KEY));
        if (eventKey != null) {
            sink.text(eventKey);
        }
    }

    static Parcel read(byte[] payload) {
        int end = payload.length - CHECKSUM_BYTES;
        if (end < 0
                || new ByteSource(payload, end, payload.length).fixed32()
                        != checksum(payload, end)) {
            throw new MalformedParcelException("checksum differs");
        }
        ByteSource source = new ByteSource(payload, 0, end);
        UUID id = source.uuid();
        UUID tenantId = source.uuid();
        int count = source.length();
        if (count == 0) {
            throw new MalformedParcelException("no webhook");
        }
        List<Webhook> webhooks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            webhooks.add(readWebhook(source));
        }
        source.expectEnd();
        return new Parcel(id, tenantId, webhooks);
    }

    private static Webhook readWebhook(ByteSource source) {
        UUID id = source.uuid();
        UUID sourceId = source.uuid();
        String provider = source.text();
        Instant receivedAt = Instant.ofEpochMilli(source.fixed64());
        String method = source.text();
        String path = source.text();
        String query = source.text();
        List<Header> headers = headers(source);
        byte[] body = source.bytes();
        Verification verification = verification(source.varint());
        int flags = source.varint();
        @Nullable String eventKey = (flags & HAS_EVENT_KEY) == 0 ? null : source.text();
        return new Webhook(
                id,
                sourceId,
                provider,
                receivedAt,
                method,
                path,
                query,
                headers,
                body,
                eventKey,
                verification,
                (flags & TEST) != 0);
    }

    private static List<Header> headers(ByteSource source) {
        int count = source.length();
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new Header(source.text(), source.text()));
        }
        return headers;
    }

    /** Numbers of their own, so that reordering the enum changes no stored parcel. */
    private static int verification(Verification verification) {
        return switch (verification) {
            case VERIFIED -> 1;
            case FAILED -> 2;
            case UNCHECKED -> 3;
        };
    }

    private static Verification verification(int number) {
        return switch (number) {
            case 1 -> Verification.VERIFIED;
            case 2 -> Verification.FAILED;
            case 3 -> Verification.UNCHECKED;
            default -> throw new MalformedParcelException("unknown verification");
        };
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
