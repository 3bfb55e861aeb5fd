package dev.spillway.worker.redact;

import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rewrites texts and numbers inside JSON and leaves every other byte where it is: names keep their
 * order, those that come twice stay two, and numbers keep their digits.
 */
final class JsonLiterals {

    private final String json;
    private final UnaryOperator<String> texts;
    private final UnaryOperator<String> numbers;
    private final Edits edits;

    private JsonLiterals(String json, UnaryOperator<String> texts, UnaryOperator<String> numbers) {
        this.json = json;
        this.texts = texts;
        this.numbers = numbers;
        this.edits = new Edits(json);
    }

    /** Whether what {@link #mayBegin} is JSON, one value or several behind each other. */
    static boolean areIn(String text) {
        try (JsonParser parser = JsonMapper.shared().createParser(text)) {
            int depth = 0;
            while (parser.nextToken() != null) {
                depth += parser.currentToken().isStructStart() ? 1 : 0;
                depth -= parser.currentToken().isStructEnd() ? 1 : 0;
            }
            return depth == 0;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Whether it is worth the try. */
    static boolean mayBegin(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && "{[\"".indexOf(text.charAt(at)) >= 0;
    }

    /**
     * The JSON rewritten.
     *
     * @param json that is JSON
     * @param texts what becomes of each text, names included
     * @param numbers what becomes of a whole number; another one becomes a text
     */
    static String rewrite(String json, UnaryOperator<String> texts, UnaryOperator<String> numbers) {
        return new JsonLiterals(json, texts, numbers).rewrite();
    }

    private String rewrite() {
        int at = 0;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                at = text(at);
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                at = number(at);
            } else {
                at++;
            }
        }
        return edits.result();
    }

    private int text(int from) {
        int end = from + 1;
        boolean escaped = false;
        while (json.charAt(end) != '"') {
            escaped |= json.charAt(end) == '\\';
            end += json.charAt(end) == '\\' ? 2 : 1;
        }
        end++;
        String text =
                escaped
                        ? JsonMapper.shared().readValue(json.substring(from, end), String.class)
                        : json.substring(from + 1, end - 1);
        replace(from, end, text, texts.apply(text));
        return end;
    }

    private int number(int from) {
        int end = from + 1;
        while (end < json.length() && "0123456789.eE+-".indexOf(json.charAt(end)) >= 0) {
            end++;
        }
        String number = json.substring(from, end);
        replace(from, end, number, numbers.apply(number));
        return end;
    }

    private void replace(int from, int end, String before, String after) {
        if (!after.equals(before)) {
            edits.make(new Edit(from, end, JsonMapper.shared().writeValueAsString(after)));
        }
    }
}
