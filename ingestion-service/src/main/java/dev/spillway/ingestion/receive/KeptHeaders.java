package dev.spillway.ingestion.receive;

import dev.spillway.platform.parcel.Header;
import dev.spillway.platform.provider.Preset;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** The headers worth keeping with a webhook: those that its preset names, and no secret. */
final class KeptHeaders {

    private KeptHeaders() {}

    /** In the order in which they came; a header of several lines is several headers. */
    static List<Header> of(HttpServletRequest request, Preset preset) {
        return lines(request, preset::keepsHeader);
    }

    /** All there are, secrets too, in the same order: for what is sealed before it leaves. */
    static List<Header> all(HttpServletRequest request) {
        return lines(request, _ -> true);
    }

    private static List<Header> lines(HttpServletRequest request, Predicate<String> wanted) {
        List<Header> kept = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (wanted.test(name)) {
                for (String value : Collections.list(request.getHeaders(name))) {
                    kept.add(new Header(name, value));
                }
            }
        }
        return kept;
    }
}
