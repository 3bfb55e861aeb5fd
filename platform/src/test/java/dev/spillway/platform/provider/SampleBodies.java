package dev.spillway.platform.provider;

/** Bodies that a preset's vendor could sign. */
final class SampleBodies {

    private static final String ADYEN =
            """
            {"live": "false", "notificationItems": [{"NotificationRequestItem": {
              "pspReference": "QFQTPCQ8HXSKGK82", "merchantAccountCode": "Shop",
              "merchantReference": "order 1", "amount": {"currency": "EUR", "value": 1000},
              "eventCode": "AUTHORISATION", "success": "true"}}]}
            """;

    private SampleBodies() {}

    static String of(Preset preset) {
        return switch (preset.id()) {
            case "adyen" -> ADYEN;
            default -> "{\"id\":\"evt_1\"}";
        };
    }
}
