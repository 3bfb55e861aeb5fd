package dev.spillway.ingestion.receive;

import java.net.URI;

/**
 * The address that vendors post to, as configured. Immutable.
 *
 * @param text without a slash at its end
 */
record PublicUrl(String text, String scheme, String authority, String path) {

    static PublicUrl of(URI url) {
        String text = withoutSlash(url.toString());
        if (url.getScheme() == null || url.getRawAuthority() == null) {
            throw new IllegalArgumentException("spillway.ingest.public-url: not a whole URL");
        }
        return new PublicUrl(
                text, url.getScheme(), url.getRawAuthority(), withoutSlash(url.getRawPath()));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The same under another scheme. */
    String at(String scheme) {
        return at(scheme, authority);
    }

    /** The same under another scheme and host. */
    String at(String scheme, String authority) {
        return scheme + "://" + authority + path;
    }
}
