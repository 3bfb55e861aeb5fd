package dev.spillway.ingestion.testkit;

import java.net.URI;

/** A door as a balancer sees it. */
public interface Door {

    URI uri(String path);

    boolean isReady();
}
