package dev.spillway.worker.redact;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a webhook says of some people, as it may be given to them: of a JSON array only the items in
 * which they are, and everybody else's address masked. Thread-safe.
 */
public final class Portrait {

    /** Nobody sends more of one person; what is cut off says so. */
    private static final int LONGEST_BODY = 2 * 1024 * 1024;

    private final TextRewriter finder;
    private final TextRewriter others;

    public Portrait(People people) {
        this.finder = new TextRewriter(people);
        this.others = new TextRewriter(new OthersMasked(people));
    }

    /** A text with others masked. */
    public String text(String text) {
        return others.rewrite(text);
    }

    /** The body, no longer compressed. */
    public String body(Webhook webhook) {
        String text = BodyRewriter.readable(webhook.body(), encoding(webhook.headers()));
        String own = others.rewrite(items(text));
        return own.length() <= LONGEST_BODY ? own : own.substring(0, LONGEST_BODY) + "…";
    }

    private static String encoding(List<Header> headers) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Encoding"))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** As they stand in the text: no tree of all that a body may hold is built. */
    private String items(String text) {
        if (!text.stripLeading().startsWith("[")) {
            return text;
        }
        StringBuilder own = new StringBuilder("[");
        try (JsonParser parser = JsonMapper.shared().createParser(text)) {
            parser.nextToken();
            while (own.length() < LONGEST_BODY && isValue(parser.nextToken())) {
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                add(text.substring(from, (int) parser.currentLocation().getCharOffset()), own);
            }
        } catch (JacksonException e) {
            return text;
        }
        return own.length() == 1 ? text : own.append(']').toString();
    }

    private static boolean isValue(@Nullable JsonToken token) {
        return token != null && token != JsonToken.END_ARRAY;
    }

    private void add(String item, StringBuilder own) {
        if (!finder.rewrite(item).equals(item)) {
            own.append(own.length() == 1 ? "" : ",").append(item);
        }
    }
}
