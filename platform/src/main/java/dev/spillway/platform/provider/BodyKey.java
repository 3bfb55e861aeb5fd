package dev.spillway.platform.provider;

import dev.spillway.platform.signature.SignedRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.JsonPointerBasedFilter;
import tools.jackson.core.filter.TokenFilter.Inclusion;
import tools.jackson.core.json.JsonFactory;

/**
 * A key inside a JSON body: the first of the pointers that leads to text or a number. The body is
 * streamed, stops at the key, and builds nothing, so that neither depth nor size costs memory.
 */
record BodyKey(List<JsonPointer> pointers) implements EventIdentity.KeySource {

    private static final JsonFactory JSON = new JsonFactory();

    BodyKey {
        pointers = List.copyOf(pointers);
    }

    @Override
    public Optional<String> keyOf(SignedRequest request) {
        return pointers.stream()
                .flatMap(pointer -> Optional.ofNullable(scalarAt(pointer, request.body())).stream())
                .findFirst();
    }

    private static @Nullable String scalarAt(JsonPointer pointer, byte[] body) {
        try (JsonParser all = JSON.createParser(ObjectReadContext.empty(), body);
                JsonParser found =
                        new FilteringParserDelegate(
                                all,
                                new JsonPointerBasedFilter(pointer),
                                Inclusion.ONLY_INCLUDE_ALL,
                                false)) {
            JsonToken token = found.nextToken();
            boolean usable = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
            return usable ? found.getString() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
