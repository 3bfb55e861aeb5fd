package dev.spillway.provisioner.source;

import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.provisioner.input.Fields;
import dev.spillway.provisioner.input.Rule;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads a source out of a request. Thread-safe. */
@Component
public class SourceReader {

    private final Rule<Preset> provider;

    SourceReader(PresetCatalogue presets) {
        String known =
                presets.all().stream().map(Preset::id).sorted().collect(Collectors.joining(", "));
        this.provider = new Rule<>(presets::find, "must be one of " + known);
    }

    /** The source; empty when it cannot be made, and then the fields say why. */
    public Optional<NewSource> read(Fields fields) {
        Optional<String> name = fields.required("name", Rule.NAME);
        Optional<Preset> preset = fields.required("provider", provider);
        VerificationMode mode =
                fields.optional("mode", VerificationMode.RULE).orElse(VerificationMode.ENFORCE);
        Map<String, String> credentials = fields.texts("credentials");
        Map<String, String> settings = fields.textsAndObjects("settings");
        preset.ifPresent(vendor -> validate(vendor, credentials, settings, fields));
        return name.flatMap(text ->
                preset.map(vendor -> new NewSource(text, vendor, mode, credentials, settings)));
    }

    private static void validate(
            Preset preset,
            Map<String, String> credentials,
            Map<String, String> settings,
            Fields fields) {
        preset.validate(Credentials.of(credentials), settings)
                .forEach(violation -> fields.wrong(violation.field(), violation.message()));
    }
}
