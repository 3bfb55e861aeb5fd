package dev.spillway.app.source;

import dev.spillway.platform.error.FieldError;
import dev.spillway.platform.error.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Settings as they are stored: each a text, whatever JSON it was given as. */
final class SettingTexts {

    private SettingTexts() {}

    /**
     * Numbers and truths as they are written, objects as JSON; null is as good as left out.
     *
     * @throws ProblemException 422 for a list
     */
    static Map<String, String> of(Map<String, JsonNode> given) {
        Map<String, String> texts = new TreeMap<>();
        List<FieldError> errors = new ArrayList<>();
        given.forEach((name, value) -> {
            if (value.isValueNode() && !value.isNull()) {
                texts.put(name, value.asString());
            } else if (value.isObject()) {
                texts.put(name, value.toString());
            } else if (!value.isNull()) {
                errors.add(new FieldError("settings." + name, "must be a text"));
            }
        });
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return texts;
    }
}
