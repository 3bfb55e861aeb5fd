package dev.spillway.worker.redact;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.parcel.Webhook;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

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

    private String items(String text) {
        if (!text.stripLeading().startsWith("[")) {
            return text;
        }
        try {
            JsonNode all = JsonMapper.shared().readTree(text);
            ArrayNode own = JsonNodeFactory.instance.arrayNode();
            for (JsonNode item : all) {
                String said = item.toString();
                if (!finder.rewrite(said).equals(said)) {
                    own.add(item);
                }
            }
            return own.isEmpty() ? text : own.toString();
        } catch (JacksonException e) {
            return text;
        }
    }
}
