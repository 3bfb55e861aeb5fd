package dev.spillway.platform.parcel;

/** One header line of a request, its name in the case in which it came. */
public record Header(String name, String value) {}
