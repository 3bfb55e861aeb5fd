package dev.spillway.app.session;

import java.util.UUID;

/** A person, as answers show him. */
public record User(UUID id, String email, String name) {}
