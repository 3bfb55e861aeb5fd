package dev.spillway.platform.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A form's fields ({@code application/x-www-form-urlencoded}) in the order in which vendors sign
 * them. On bytes, since the vendor signs the bytes that his escapes stand for, whatever charset
 * they are in. Never throws.
 */
final class FormParameters {

    /**
     * More than any vendor posts. A form of more is taken as one piece of text, which nobody
     * signed, so that a stranger cannot have half a million fields sorted.
     */
    private static final int MOST = 1_000;

    private FormParameters() {}

    /**
     * Names and values, unescaped and sorted, without anything between them. A field that came
     * twice counts once, as Twilio's libraries do it.
     */
    static byte[] concatenated(byte[] form) {
        if (count(form) > MOST) {
            return form;
        }
        List<Field> fields = fields(form);
        fields.sort(Field.ORDER);
        ByteArrayOutputStream joined = new ByteArrayOutputStream(form.length);
        Field before = null;
        for (Field field : fields) {
            if (before == null || Field.ORDER.compare(before, field) != 0) {
                joined.writeBytes(field.name);
                joined.writeBytes(field.value);
            }
            before = field;
        }
        return joined.toByteArray();
    }

    /** The pieces of a query, sorted and joined again, their escapes as they came. */
    static byte[] sortedQuery(String query) {
        byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
        if (count(bytes) > MOST) {
            return bytes;
        }
        return Arrays.stream(query.split("&"))
                .sorted()
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The URL, {@code ?} and its sorted query, {@code .} and the body's fields. */
    static byte[] afterUrl(SignedRequest request) {
        byte[] fields = concatenated(request.body());
        byte[] query = sortedQuery(request.query());
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(request.address().getBytes(StandardCharsets.UTF_8));
        if (fields.length + query.length > 0) {
            joined.write('?');
            joined.writeBytes(query);
        }
        if (fields.length > 0 && query.length > 0) {
            joined.write('.');
        }
        joined.writeBytes(fields);
        return joined.toByteArray();
    }

    private static int count(byte[] form) {
        int count = 1;
        for (byte each : form) {
            count += each == '&' ? 1 : 0;
        }
        return count;
    }

    private static List<Field> fields(byte[] form) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= form.length; i++) {
            if (i == form.length || form[i] == '&') {
                if (i > start) {
                    fields.add(field(form, start, i));
                }
                start = i + 1;
            }
        }
        return fields;
    }

    private static Field field(byte[] form, int start, int end) {
        int equals = start;
        while (equals < end && form[equals] != '=') {
            equals++;
        }
        return new Field(
                unescaped(form, start, equals), unescaped(form, Math.min(equals + 1, end), end));
    }

    /** An escape that is none stays as it is. */
    private static byte[] unescaped(byte[] form, int start, int end) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            int high = i + 2 < end ? Character.digit(form[i + 1], 16) : -1;
            int low = i + 2 < end ? Character.digit(form[i + 2], 16) : -1;
            if (form[i] == '%' && high >= 0 && low >= 0) {
                plain.write(high * 16 + low);
                i += 2;
            } else {
                plain.write(form[i] == '+' ? ' ' : form[i]);
            }
        }
        return plain.toByteArray();
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by ORDER alone
    private record Field(byte[] name, byte[] value) {
        private static final Comparator<Field> ORDER =
                Comparator.comparing(Field::name, Arrays::compareUnsigned)
                        .thenComparing(Field::value, Arrays::compareUnsigned);
    }
}
