package dev.spillway.app.provider;

import dev.spillway.app.listing.Listing;
import dev.spillway.platform.provider.CredentialField;
import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.provider.SettingField;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/providers")
@Tag(name = "Providers")
class ProviderController {

    private final Listing<Provider> providers =
            Listing.whole(PresetCatalogue.standard().all().stream().map(Provider::of).toList());

    @GetMapping
    @Operation(summary = "Vendors that a source can be made for, by name")
    Listing<Provider> list() {
        return providers;
    }

    /**
     * A vendor.
     *
     * @param scheme how it signs, such as {@code hmac-sha256}
     * @param setup steps at the vendor's console; {@code {{ingestUrl}}} stands for the source's URL
     * @param docs the vendor's page on its webhooks
     */
    record Provider(
            String id,
            String name,
            String category,
            String scheme,
            List<CredentialField> credentials,
            List<Setting> settings,
            List<String> setup,
            URI docs) {

        static Provider of(Preset preset) {
            return new Provider(
                    preset.id(),
                    preset.name(),
                    preset.category().id(),
                    preset.scheme().name(),
                    preset.credentials(),
                    preset.settings().stream().map(Setting::of).toList(),
                    preset.setup(),
                    preset.docs());
        }
    }

    /** What can be set beside credentials; {@code standard} holds where it is not. */
    record Setting(
            String name,
            String label,
            String kind,
            List<String> choices,
            boolean required,
            @Nullable String standard) {

        static Setting of(SettingField field) {
            return new Setting(
                    field.name(),
                    field.label(),
                    field.kind().name().toLowerCase(java.util.Locale.ROOT),
                    field.choices(),
                    field.required(),
                    field.standard());
        }
    }
}
