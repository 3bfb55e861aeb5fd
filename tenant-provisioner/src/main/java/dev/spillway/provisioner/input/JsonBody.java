package dev.spillway.provisioner.input;

import dev.spillway.platform.error.ErrorCode;
import dev.spillway.platform.error.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request's body as JSON: bounded, and strict where leniency would hide a mistake. */
final class JsonBody {

    static final int LIMIT_BYTES = 1024 * 1024;

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .build();

    private JsonBody() {}

    /**
     * The object in a body.
     *
     * @throws ProblemException 413 beyond {@link #LIMIT_BYTES}, 400 if it is no JSON object, or
     *     holds a number whose exponent nothing can hold
     */
    static ObjectNode read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LIMIT_BYTES + 1);
        if (bytes.length > LIMIT_BYTES) {
            throw new ProblemException(
                    ErrorCode.BODY_TOO_LARGE, "Send at most " + LIMIT_BYTES + " bytes.");
        }
        if (parse(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw malformed("The body must be a JSON object.");
    }

    static byte[] canonical(ObjectNode object) {
        return STRICT.writeValueAsBytes(object);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return STRICT.readTree(bytes);
        } catch (JacksonException e) {
            // The place only: the parser's message quotes what it read, which may be a secret.
            throw malformed(
                    "The body is not JSON: see line %d, column %d."
                            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (NumberFormatException beyondAnyDecimal) {
            throw malformed("A number in the body is larger or smaller than any that is read.");
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
