package dev.spillway.worker.erasure;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Parcel;
import dev.spillway.platform.parcel.ParcelCodec;
import dev.spillway.platform.parcel.Webhook;
import dev.spillway.worker.fixture.WorkerDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Every column of every table, looked through for somebody in every form that he may have. */
public final class Dump {

    /** Its version, how it is compressed, and base64. */
    private static final Pattern PARCEL = Pattern.compile("\\d{1,4}:\\w+:[A-Za-z0-9+/]{40}");

    private final List<String> forms;
    private final WorkerDatabase database;

    private Dump(WorkerDatabase database, String address) {
        this.database = database;
        this.forms = forms(address);
    }

    /** Where he is: {@code table.column}. */
    public static Set<String> places(WorkerDatabase database, String address) {
        return new Dump(database, address).places();
    }

    private static List<String> forms(String address) {
        List<String> forms =
                new ArrayList<>(
                        List.of(
                                address,
                                URLEncoder.encode(address, StandardCharsets.UTF_8),
                                URLEncoder.encode(
                                        URLEncoder.encode(address, StandardCharsets.UTF_8),
                                        StandardCharsets.UTF_8),
                                address.replace("@", "\\u0040"),
                                address.replace("@", "&#64;"),
                                address.replace("@", "=40")));
        for (int shift = 0; shift < 3; shift++) {
            forms.add(base64Core(address, shift));
        }
        return forms.stream().map(form -> form.toLowerCase(Locale.ROOT)).distinct().toList();
    }

    /** The characters of base64 that depend on the address alone, at one of three offsets. */
    private static String base64Core(String address, int shift) {
        byte[] bytes = ("x".repeat(shift) + address).getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        int from = shift == 0 ? 0 : shift + 1;
        return base64.substring(from, base64.length() - (bytes.length % 3 == 0 ? 0 : 1));
    }

    private Set<String> places() {
        Set<String> places = new TreeSet<>();
        List<String> tables =
                database.owner()
                        .queryForList(
                                "SELECT table_name FROM information_schema.tables"
                                        + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
                                String.class);
        for (String table : tables) {
            for (Map<String, Object> row :
                    database.owner().queryForList("SELECT * FROM `" + table + "`")) {
                row.forEach((column, value) -> {
                    if (value != null && texts(value).stream().anyMatch(this::holds)) {
                        places.add(table + "." + column);
                    }
                });
            }
        }
        return places;
    }

    private boolean holds(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return forms.stream().anyMatch(lower::contains);
    }

    private static List<String> texts(Object value) {
        if (value instanceof byte[] bytes) {
            return List.of(new String(bytes, StandardCharsets.UTF_8), inflated(bytes));
        }
        String text = value.toString();
        return PARCEL.matcher(text).lookingAt() ? parcel(ParcelCodec.decode(text)) : List.of(text);
    }

    private static List<String> parcel(Parcel parcel) {
        List<String> texts = new ArrayList<>();
        for (Webhook webhook : parcel.webhooks()) {
            texts.addAll(Arrays.asList(webhook.path(), webhook.query()));
            webhook.headers().stream().map(Header::value).forEach(texts::add);
            texts.addAll(texts(webhook.body()));
        }
        return texts;
    }

    private static String inflated(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
