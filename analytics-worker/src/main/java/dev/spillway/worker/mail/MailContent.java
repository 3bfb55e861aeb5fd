package dev.spillway.worker.mail;

/** What a mail says, twice: in plain text, and in HTML that holds the same words. */
public record MailContent(String subject, String text, String html) {}
