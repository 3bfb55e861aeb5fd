package dev.spillway.ingestion.receive;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.provider.Preset;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The headers worth keeping with a webhook: those that its preset names, and no secret. */
final class KeptHeaders {

    private KeptHeaders() {}

    /** In the order in which they came; a header of several lines is several headers. */
    static List<Header> of(HttpServletRequest request, Preset preset) {
        List<Header> kept = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (preset.keepsHeader(name)) {
                for (String value : Collections.list(request.getHeaders(name))) {
                    kept.add(new Header(name, value));
                }
            }
        }
        return kept;
    }
}
