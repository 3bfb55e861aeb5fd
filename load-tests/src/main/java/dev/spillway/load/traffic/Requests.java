package dev.spillway.load.traffic;

/** What is sent, in turns. Called by one thread, tens of thousands of times a second. */
@FunctionalInterface
public interface Requests {

    /** A whole HTTP/1.1 request, head and body. Nobody changes it. */
    byte[] next();
}
