package dev.spillway.worker.redact;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Rewrites the values of a form or a query and leaves every other byte where it is. A value that
 * changes is escaped anew: whatever is in it, the form stays one.
 */
final class FormFields {

    private static final char NO_UTF_8 = '\uFFFD';

    private final String form;
    private final UnaryOperator<String> values;
    private final Edits edits;

    private FormFields(String form, UnaryOperator<String> values) {
        this.form = form;
        this.values = values;
        this.edits = new Edits(form);
    }

    /**
     * The form rewritten.
     *
     * @param values what becomes of each value, once its escapes are undone
     */
    static String rewrite(String form, UnaryOperator<String> values) {
        return new FormFields(form, values).rewrite();
    }

    private String rewrite() {
        int from = 0;
        while (from < form.length()) {
            int end = form.indexOf('&', from);
            end = end < 0 ? form.length() : end;
            int equals = form.indexOf('=', from, end);
            if (equals >= 0) {
                value(equals + 1, end);
            }
            from = end + 1;
        }
        return edits.result();
    }

    private void value(int from, int end) {
        String escaped = form.substring(from, end);
        try {
            String plain = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
            if (plain.indexOf(NO_UTF_8) < 0) {
                value(from, escaped, plain, StandardCharsets.UTF_8);
            } else {
                String latin = URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1);
                value(from, escaped, latin, StandardCharsets.ISO_8859_1);
            }
        } catch (IllegalArgumentException e) {
            return; // no value that whoever reads forms could read
        }
    }

    private void value(int from, String escaped, String plain, Charset charset) {
        String rewritten = values.apply(plain);
        if (!rewritten.equals(plain)) {
            String blank = escaped.indexOf('+') < 0 ? "%20" : "+";
            String value =
                    URLEncoder.encode(rewritten, charset).replace("%40", "@").replace("+", blank);
            edits.make(new Edit(from, from + escaped.length(), value));
        }
    }
}
