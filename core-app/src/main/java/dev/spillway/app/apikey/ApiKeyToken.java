package dev.spillway.app.apikey;

import dev.spillway.app.identity.CarriedSecret;

/** An API key in clear: shown once, then only its hash is left. */
record ApiKeyToken(String text) {

    /** What keys begin with, so that people and secret scanners know one when they see it. */
    static final String PREFIX = "spw_";

    private static final int SHOWN = PREFIX.length() + 6;

    static ApiKeyToken generate() {
        return new ApiKeyToken(CarriedSecret.generate(PREFIX));
    }

    byte[] hash() {
        return CarriedSecret.hash(text);
    }

    /** What a list shows to tell keys apart. */
    String prefix() {
        return text.substring(0, SHOWN);
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }
}
