package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A secret that stands in every item of a list inside the JSON body, as Microsoft Graph does it.
 * Proves the sender of each item, not that nobody changed it. One item without it refuses them all:
 * they are stored together.
 *
 * @param list name of the list, at the body's top
 * @param field name of the secret in an item
 */
record BodySecretScheme(String list, String field) implements SignatureScheme {

    private static final RotatingCredential SECRET = new RotatingCredential("secret");
    private static final JsonFactory JSON = new JsonFactory();

    static BodySecretScheme of(Parameters parameters) {
        return new BodySecretScheme(parameters.require("list"), parameters.require("field"));
    }

    @Override
    public String name() {
        return "body-secret";
    }

    @Override
    public Set<String> credentials() {
        return SECRET.names();
    }

    @Override
    public boolean timestamped() {
        return false;
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return SECRET.check(credentials, SecretForm.TEXT::faultIn);
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        SecretComparison accepted =
                SecretComparison.of(
                        SECRET.values(credentials),
                        secret -> secret.getBytes(StandardCharsets.UTF_8));
        return (request, _) ->
                areGenuine(presented(request.body()), accepted)
                        ? Verdict.VERIFIED
                        : Verdict.refused(Reason.CREDENTIALS_INVALID);
    }

    private static boolean areGenuine(List<String> presented, SecretComparison accepted) {
        boolean genuine = !presented.isEmpty();
        for (String each : presented) {
            genuine &= accepted.matchesAny(List.of(each));
        }
        return genuine;
    }

    /** What each item presents, an empty text for nothing; no item at all for what is no JSON. */
    private List<String> presented(byte[] body) {
        List<String> presented = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return List.of();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isList = list.equals(json.currentName());
                if (json.nextToken() == JsonToken.START_ARRAY && isList) {
                    readItems(json, presented);
                } else {
                    json.skipChildren();
                }
            }
            // The rest of a text that goes on after its object would be read by nobody.
            return json.nextToken() == null ? presented : List.of();
        } catch (JacksonException notJson) {
            return List.of();
        }
    }

    private void readItems(JsonParser json, List<String> into) {
        for (JsonToken token = json.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            readItem(json, token, into);
        }
    }

    /** Of a secret that stands there twice, each has to be right. */
    private void readItem(JsonParser json, JsonToken start, List<String> into) {
        int before = into.size();
        if (start == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isSecret = field.equals(json.currentName());
                JsonToken value = json.nextToken();
                if (isSecret) {
                    into.add(value == JsonToken.VALUE_STRING ? json.getString() : "");
                }
                json.skipChildren();
            }
        } else {
            json.skipChildren();
        }
        if (into.size() == before) {
            into.add("");
        }
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        String secret = SECRET.values(credentials).getFirst();
        return (request, _) -> Signature.inBody(withSecret(request.body(), secret), request);
    }

    /** The body with the secret in every item; an item is added where there is none. */
    private byte[] withSecret(byte[] body, String secret) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode signed =
                objectIn(body, mapper) instanceof ObjectNode given
                        ? given
                        : mapper.createObjectNode();
        ArrayNode items =
                signed.get(list) instanceof ArrayNode given ? given : signed.putArray(list);
        if (items.isEmpty()) {
            items.addObject();
        }
        for (JsonNode item : items) {
            if (item instanceof ObjectNode object) {
                object.put(field, secret);
            }
        }
        return mapper.writeValueAsBytes(signed);
    }

    private static @Nullable JsonNode objectIn(byte[] body, JsonMapper mapper) {
        try {
            return mapper.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
